import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ts from 'typescript';
import { type Manifest, type Package, publishedPackages, readManifest } from '../workspace/packages.js';

/** A source or built file with what it imports, types included. */
export interface CodeFile {
  /** Path from the package's folder, with `/`. */
  path: string;
  text: string;
  imports: readonly string[];
}

export interface CheckedPackage extends Package {
  /** Names at the package's top level. */
  topLevel: readonly string[];
  readme: string;
  sources: readonly CodeFile[];
  /** Null when it has not been built. */
  built: readonly CodeFile[] | null;
}

/** All the rules look at, read once. */
export interface Workspace {
  root: string;
  manifest: Manifest;
  packages: readonly CheckedPackage[];
}

export function readWorkspace(root: string): Workspace {
  return {
    root,
    manifest: readManifest(root),
    packages: publishedPackages(root).map((pkg) => ({
      ...pkg,
      topLevel: readdirSync(pkg.folder).sort(),
      readme: textOf(join(pkg.folder, 'README.md')),
      sources: codeIn(pkg.folder, 'src', /\.[cm]?tsx?$/),
      built: existsSync(join(pkg.folder, 'dist')) ? codeIn(pkg.folder, 'dist', /\.(js|d\.ts|map)$/) : null,
    })),
  };
}

const textOf = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : '');

function codeIn(folder: string, subfolder: string, pattern: RegExp): CodeFile[] {
  const start = join(folder, subfolder);
  if (!existsSync(start)) return [];
  return readdirSync(start, { recursive: true, encoding: 'utf8' })
    .filter((name) => pattern.test(name))
    .sort()
    .map((name) => {
      const text = readFileSync(join(start, name), 'utf8');
      const path = relative(folder, join(start, name)).split(sep).join('/');
      return { path, text, imports: path.endsWith('.map') ? [] : importsOf(text) };
    });
}

export function importsOf(text: string): string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}

/** Tests and what only tests use; they are built into nothing. */
export function isTestFile(path: string): boolean {
  return /\.(test|test-d|fixture)\.[cm]?tsx?$/.test(path) || path.split('/').includes('fixtures');
}

export const isRelative = (specifier: string) => specifier.startsWith('.');

/** `@sintonia/core/container` → `@sintonia/core`; `node:fs` and relative paths → null. */
export function packageNameOf(specifier: string): string | null {
  if (isRelative(specifier) || specifier.startsWith('node:')) return null;
  const [first = '', second = ''] = specifier.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}
