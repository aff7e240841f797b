import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import type { Finding } from '../finding.js';
import { type CheckedPackage, isRelative, packageNameOf, type Workspace } from '../workspace.js';

/** Every entry leads to a built file, and built files import only what an installed package has. */
export function builtFiles({ packages }: Workspace): Finding[] {
  return packages.flatMap((pkg) => (pkg.built === null ? [] : [...missingEntries(pkg), ...strangers(pkg)]));
}

function missingEntries({ id, manifest, built }: CheckedPackage): Finding[] {
  const targets = Object.values(manifest.publishConfig?.exports ?? {}).flatMap((entry) => Object.values(entry));
  return targets
    .filter((target) => !built?.some(({ path }) => `./${path}` === target))
    .map((target) => ({
      level: 'error',
      file: `packages/${id}/package.json`,
      rule: 'built-files',
      message: `exports ${target}, which the build does not make`,
      fix: 'Add the entry to tsup.config.ts, or take it out of exports',
    }));
}

function strangers({ id, manifest, built }: CheckedPackage): Finding[] {
  const installed = [manifest.name, ...Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })];
  const isThere = (from: string, specifier: string) => {
    if (!isRelative(specifier)) return true;
    const target = posix.join(posix.dirname(from), specifier);
    const file = from.endsWith('.d.ts') ? target.replace(/\.js$/, '.d.ts') : target;
    return built?.some(({ path }) => path === file) ?? false;
  };
  return (built ?? []).flatMap(({ path, imports }) =>
    [...new Set(imports)]
      .filter((specifier) => {
        const name = packageNameOf(specifier);
        // Declarations name Node's own modules as they please.
        return !isThere(path, specifier) || (name !== null && !isBuiltin(name) && !installed.includes(name));
      })
      .map((specifier) => ({
        level: 'error' as const,
        file: `packages/${id}/${path}`,
        rule: 'built-files',
        message: `imports ${specifier}, which an installed package would not find`,
        fix: 'Declare it in dependencies, or keep it out of what the entries reach',
      })),
  );
}
