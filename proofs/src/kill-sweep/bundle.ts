import { mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';

const root = fileURLToPath(new URL('../../../', import.meta.url));
// Within the workspace, so that what is not bundled is found.
const folder = fileURLToPath(new URL('../../node_modules/.cache/kill-sweep', import.meta.url));
// Threads that packages start are files beside theirs.
const threads = ['writer', 'upkeep-thread'].map((name) => [name, join(root, `packages/store-sqlite/src/${name}.ts`)]);

/** Programs as plain JavaScript: to start one from source takes four times as long, and a sweep starts a thousand. */
export async function bundle(name: string, programs: readonly string[]): Promise<(program: string) => string> {
  const outDir = join(folder, `${name}-${process.pid}`);
  rmSync(outDir, { recursive: true, force: true });
  mkdirSync(outDir, { recursive: true });
  const entry = Object.fromEntries([...threads, ...programs.map((program) => [basename(program, '.ts'), program])]);
  await build({
    ...{ entry, outDir, format: 'esm', target: 'node20', platform: 'node', tsconfig: join(root, 'tsconfig.json') },
    ...{ config: false, silent: true, dts: false, clean: false, outExtension: () => ({ js: '.js' }) },
    ...{ noExternal: [/^(?!libsql$)/], external: ['libsql'] },
    esbuildOptions(options) {
      options.conditions = ['@sintonia/source'];
    },
  });
  process.once('exit', () => rmSync(outDir, { recursive: true, force: true }));
  return (program) => join(outDir, `${basename(program, '.ts')}.js`);
}
