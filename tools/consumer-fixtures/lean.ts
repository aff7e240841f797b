import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { allowedImports, onlyInCore } from '../check-packages/allowed-imports.js';
import type { Check } from './fixture.js';

const engine = ['@sintonia/core', ...onlyInCore];

/** Whoever installs a part (an adapter above all) does not get the engine with it. */
export const carriesNoEngine: Check = ({ id, home }) => {
  const mayHaveIt = id === 'core' || (allowedImports[id] ?? []).includes('core');
  if (mayHaveIt) return [];
  return engine
    .filter((name) => anywhere(join(home, 'node_modules'), name))
    .map((name) => `installing it brings ${name}; see its dependencies`);
};

function anywhere(modules: string, name: string): boolean {
  if (!existsSync(modules)) return false;
  if (existsSync(join(modules, name))) return true;
  return packagesIn(modules).some((folder) => anywhere(join(folder, 'node_modules'), name));
}

function packagesIn(modules: string): string[] {
  return readdirSync(modules)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) => {
      const path = join(modules, name);
      return name.startsWith('@') ? readdirSync(path).map((inner) => join(path, inner)) : [path];
    });
}
