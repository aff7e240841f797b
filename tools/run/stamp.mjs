import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

const file = join(root, 'node_modules/.sintonia-installed');

/** Every folder of the workspace that has a package.json, the root first. */
function folders() {
  const nested = ['packages', 'examples'].flatMap((parent) =>
    existsSync(join(root, parent)) ? readdirSync(join(root, parent)).map((name) => join(parent, name)) : [],
  );
  return ['.', 'bench', 'proofs', ...nested.sort()].filter((folder) => existsSync(join(root, folder, 'package.json')));
}

/** A hash of all that decides what an install would bring. */
export function wanted() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${process.versions.modules}`);
  const manifests = folders().map((folder) => join(folder, 'package.json'));
  for (const path of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests]) {
    hash.update(`\0${path}\0`).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}

/** True when the last finished install was of exactly this, and nobody has removed a part of it since. */
export function isCurrent() {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== wanted()) return false;
  return folders().every((folder) => !hasDependencies(folder) || existsSync(join(root, folder, 'node_modules')));
}

export function stamp() {
  writeFileSync(file, wanted());
}

function hasDependencies(folder) {
  const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  return [manifest.dependencies, manifest.devDependencies].some((set) => Object.keys(set ?? {}).length > 0);
}
