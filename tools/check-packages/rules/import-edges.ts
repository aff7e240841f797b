import { allowedImports } from '../allowed-imports.js';
import type { Finding } from '../finding.js';
import { isTestFile, packageNameOf, type Workspace } from '../workspace.js';

const scope = '@sintonia/';

/** Our packages import each other only as the table allows, and a package's tests reach no engine from an adapter. */
export function importEdges({ packages }: Workspace): Finding[] {
  return packages.flatMap((pkg) => {
    const allowed = allowedImports[pkg.id];
    if (allowed === undefined) {
      return [
        {
          level: 'error',
          file: `packages/${pkg.id}`,
          rule: 'import-edges',
          message: 'is not in the table of allowed imports',
          fix: 'Add a line to tools/check-packages/allowed-imports.ts and to docs/architecture.md',
        },
      ];
    }
    const isAdapter = allowed.includes('adapter-kit');
    const mayImport = (id: string, inTest: boolean) =>
      allowed.includes(id) || id === pkg.id || (inTest && !(isAdapter && id === 'core'));

    return pkg.sources.flatMap(({ path, imports }) =>
      ours(imports)
        .filter((id) => !mayImport(id, isTestFile(path)))
        .map((id) => ({
          level: 'error' as const,
          file: `packages/${pkg.id}/${path}`,
          rule: 'import-edges',
          message: `${pkg.id} may not import ${scope}${id}`,
          fix:
            isAdapter && id === 'core'
              ? 'An adapter carries no engine; take the type from @sintonia/spec'
              : `It may import ${allowed.join(', ') || 'none of ours'}`,
        })),
    );
  });
}

function ours(imports: readonly string[]): string[] {
  const names = imports.map(packageNameOf).filter((name) => name?.startsWith(scope));
  return [...new Set(names.map((name) => name?.slice(scope.length) ?? ''))];
}
