import type { Manifest } from '../../workspace/packages.js';
import type { Finding } from '../finding.js';
import type { Workspace } from '../workspace.js';

interface Expectation {
  holds(manifest: Manifest, id: string): boolean;
  message: string;
  fix: string;
}

const filled = (text: string | undefined) => text !== undefined && text.length > 0;

const expectations: readonly Expectation[] = [
  {
    holds: ({ name }, id) => name === `@sintonia/${id}`,
    message: 'its name is not that of its folder',
    fix: 'Name it @sintonia/FOLDER',
  },
  {
    holds: ({ version = '' }) => /^[1-9]\d*\.\d+\.\d+/.test(version),
    message: 'its version is under 1.0.0',
    fix: 'Start at 1.0.0, so that a minor of one package makes no major of another',
  },
  { holds: ({ type }) => type === 'module', message: 'it is not ESM', fix: 'Set "type": "module"' },
  {
    holds: ({ engines }) => engines?.node === '>=20.19',
    message: 'engines.node is not that of the others',
    fix: 'Set "engines": { "node": ">=20.19" }',
  },
  { holds: ({ main }) => main === undefined, message: 'it has "main"', fix: 'Use "exports" alone' },
  { holds: ({ license }) => license === 'MIT', message: 'its license is not MIT', fix: 'Set "license": "MIT"' },
  { holds: ({ description }) => filled(description), message: 'it has no description', fix: 'Add one sentence' },
  {
    holds: ({ keywords = [] }) => keywords.includes('sintonia'),
    message: 'its keywords lack "sintonia"',
    fix: 'Add it, so that plugins are found',
  },
  {
    holds: ({ sideEffects }) => sideEffects === false,
    message: '"sideEffects" is not false',
    fix: 'Set it, so that bundlers drop what is not used',
  },
  {
    holds: ({ files = [] }) => ['LICENSE', 'README.md', 'dist'].every((name) => files.includes(name)),
    message: '"files" lacks dist, README.md or LICENSE',
    fix: 'Set "files": ["dist", "README.md", "LICENSE"]',
  },
  {
    holds: ({ publishConfig }) => publishConfig?.access === 'public',
    message: 'publishConfig.access is not "public"',
    fix: 'Set it; scoped packages are private otherwise',
  },
];

/** The parts of package.json that are the same everywhere. */
export function manifestFields({ packages }: Workspace): Finding[] {
  return packages.flatMap(({ id, manifest }) =>
    expectations
      .filter(({ holds }) => !holds(manifest, id))
      .map(({ message, fix }) => ({
        level: 'error',
        file: `packages/${id}/package.json`,
        rule: 'manifest-fields',
        message,
        fix,
      })),
  );
}
