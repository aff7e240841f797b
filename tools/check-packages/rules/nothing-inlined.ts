import { posix } from 'node:path';
import type { Finding } from '../finding.js';
import type { CheckedPackage, Workspace } from '../workspace.js';

/** What was built comes from the package's own src; a source map tells when a dependency slipped in. */
export function nothingInlined({ packages }: Workspace): Finding[] {
  return packages.flatMap((pkg) => (pkg.built ?? []).flatMap(({ path, text }) => foreignSources(pkg, path, text)));
}

function foreignSources({ id }: CheckedPackage, path: string, text: string): Finding[] {
  if (!path.endsWith('.js.map')) return [];
  const { sources = [] } = JSON.parse(text) as { sources?: string[] };
  return sources
    .map((source) => posix.join(posix.dirname(path), source))
    .filter((source) => !source.startsWith('src/'))
    .map((source) => ({
      level: 'error',
      file: `packages/${id}/${path.slice(0, -'.map'.length)}`,
      rule: 'nothing-inlined',
      message: `carries a copy of ${source.replaceAll('../', '')}`,
      fix: 'Declare the package in dependencies or peerDependencies; tools/tsup.ts then leaves it outside',
    }));
}
