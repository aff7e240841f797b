import type { Manifest } from '../workspace/packages.js';
import { temporaryFolder } from '../workspace/temporary-folder.fixture.js';
import { checkPackages } from './check-packages.js';

export type Files = Record<string, string>;

/** A package that keeps every rule. */
export function soundManifest(id: string): Manifest {
  const built = { types: './dist/index.d.ts', default: './dist/index.js' };
  return {
    name: `@sintonia/${id}`,
    version: '1.0.0',
    description: 'A package.',
    keywords: ['sintonia'],
    license: 'MIT',
    type: 'module',
    engines: { node: '>=20.19' },
    sideEffects: false,
    exports: { '.': { '@sintonia/source': './src/index.ts', ...built } },
    files: ['dist', 'README.md', 'LICENSE'],
    scripts: { build: 'tsup' },
    publishConfig: { access: 'public', exports: { '.': built } },
  };
}

export function soundPackage(id: string, change: (manifest: Manifest) => void = () => {}): Files {
  const manifest = soundManifest(id);
  change(manifest);
  const files: Files = {
    'package.json': JSON.stringify(manifest),
    'README.md': `# @sintonia/${id}\n`,
    LICENSE: 'MIT',
    'tsconfig.json': '{}',
    'tsup.config.ts': '',
    'src/index.ts': 'export const one = 1;\n',
    'dist/index.js': 'export const one = 1;\n',
    'dist/index.js.map': JSON.stringify({ sources: ['../src/index.ts'] }),
    'dist/index.d.ts': 'export declare const one: number;\n',
  };
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`packages/${id}/${path}`, text]));
}

/** What the check finds in a workspace of these files; a file given as null is left out. */
export function findingsIn(files: Record<string, string | null>) {
  const root = JSON.stringify({ name: 'root', devDependencies: { vitest: '1' } });
  return checkPackages(temporaryFolder({ 'package.json': root, ...files }));
}
