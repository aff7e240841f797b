/**
 * Which of our packages each package may import: the table of section "Packages" in docs/architecture.md, as data.
 * A new package needs a line here first. Tests may also import `testing` and what their devDependencies name.
 */
export const allowedImports: Readonly<Record<string, readonly string[]>> = {
  spec: [],
  core: ['spec', 'rules'],
  rules: ['spec'],
  kernels: [],
  learners: ['kernels'],
  recommenders: ['spec', 'rules', 'kernels', 'learners'],
  segmenters: ['spec', 'rules', 'learners'],
  experiments: ['spec', 'learners'],
  compose: ['spec', 'adapter-kit'],
  report: [],
  recap: ['spec', 'report'],
  'store-sqlite': ['spec'],
  'store-postgres': ['spec'],
  http: ['spec'],
  'adapter-kit': ['spec'],
  testing: ['spec'],
  shopify: ['spec', 'adapter-kit'],
  hubspot: ['spec', 'adapter-kit'],
  segment: ['spec', 'adapter-kit'],
  'email-smtp': ['spec', 'adapter-kit'],
  'email-sendgrid': ['spec', 'adapter-kit'],
  'email-resend': ['spec', 'adapter-kit'],
  'email-postmark': ['spec', 'adapter-kit'],
  'email-ses': ['spec', 'adapter-kit'],
  webhook: ['spec', 'adapter-kit'],
};

/** The container stays a secret of the engine, so that no adapter has to carry it. */
export const onlyInCore = ['inversify', 'reflect-metadata'];

/** The one built type file (an entry of core) from which the container may be seen. */
export const containerEntry = './container';
