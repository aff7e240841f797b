import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export type Conditions = Record<string, string>;

/** What we read of a package.json. */
export interface Manifest {
  name: string;
  version?: string;
  private?: boolean;
  type?: string;
  description?: string;
  license?: string;
  keywords?: string[];
  engines?: { node?: string };
  sideEffects?: unknown;
  main?: string;
  exports?: Record<string, Conditions>;
  files?: string[];
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  publishConfig?: { access?: string; exports?: Record<string, Conditions> };
}

export interface Package {
  /** The name of its folder, which is its name on npm without the scope. */
  id: string;
  folder: string;
  manifest: Manifest;
}

export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** Every package that is published, in alphabetical order. */
export function publishedPackages(workspace = root): Package[] {
  const parent = join(workspace, 'packages');
  return readdirSync(parent)
    .filter((id) => existsSync(join(parent, id, 'package.json')))
    .sort()
    .map((id) => ({ id, folder: join(parent, id), manifest: readManifest(join(parent, id)) }))
    .filter(({ manifest }) => manifest.private !== true);
}

/** The packages of this workspace that one needs before it can be built. */
export function needs(pkg: Package, all: readonly Package[]): Package[] {
  const names = { ...pkg.manifest.dependencies, ...pkg.manifest.peerDependencies };
  return all.filter((other) => other.manifest.name in names);
}
