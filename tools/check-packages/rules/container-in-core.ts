import { posix } from 'node:path';
import { containerEntry, onlyInCore } from '../allowed-imports.js';
import type { Finding } from '../finding.js';
import { type CheckedPackage, isRelative, packageNameOf, type Workspace } from '../workspace.js';

const isHidden = (specifier: string) => onlyInCore.includes(packageNameOf(specifier) ?? '');

/** inversify and reflect-metadata live in core alone, and core's public types show them only at ./container. */
export function containerInCore({ packages }: Workspace): Finding[] {
  return packages.flatMap((pkg) => (pkg.id === 'core' ? shownByCore(pkg) : usedOutside(pkg)));
}

function usedOutside({ id, manifest, sources }: CheckedPackage): Finding[] {
  const declared = { ...manifest.dependencies, ...manifest.peerDependencies, ...manifest.devDependencies };
  const places = sources.filter(({ imports }) => imports.some(isHidden)).map(({ path }) => path);
  if (onlyInCore.some((name) => name in declared)) places.push('package.json');
  return places.map((path) => ({
    level: 'error',
    file: `packages/${id}/${path}`,
    rule: 'container-in-core',
    message: `uses ${onlyInCore.join(' or ')}`,
    fix: 'Only core does; a plugin is a plain object from a factory',
  }));
}

function shownByCore(core: CheckedPackage): Finding[] {
  const entries = Object.keys(core.manifest.exports ?? {}).filter((entry) => entry !== containerEntry);
  return entries.flatMap((entry) => {
    const start = `dist/${entry === '.' ? 'index' : entry.slice('./'.length)}.d.ts`;
    return reachable(core, start)
      .filter(({ imports }) => imports.some(isHidden))
      .map(({ path }) => ({
        level: 'error' as const,
        file: `packages/core/${path}`,
        rule: 'container-in-core',
        message: `the public types of "${entry}" mention the container`,
        fix: 'Export what needs inversify from src/container only, and keep its types out of signatures elsewhere',
      }));
  });
}

/** A built type file and all it imports from beside it. */
function reachable({ built }: CheckedPackage, start: string) {
  const found = new Set((built ?? []).filter(({ path }) => path === start));
  for (const file of found) {
    for (const specifier of file.imports.filter(isRelative)) {
      const target = posix.join(posix.dirname(file.path), specifier).replace(/\.js$/, '.d.ts');
      const next = built?.find(({ path }) => path === target);
      if (next !== undefined) found.add(next);
    }
  }
  return [...found];
}
