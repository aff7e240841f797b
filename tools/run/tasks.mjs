import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './root.mjs';

const preload = (file) => ['--import', pathToFileURL(join(root, file)).href];

/** Arguments with which Node runs a TypeScript file of this workspace from source, without a build. */
export const source = (file, args = []) => [
  ...preload('tools/typescript.mjs'),
  ...preload('tools/run/ends-with-starter.mjs'),
  '--conditions=@sintonia/source',
  join(root, file),
  ...args,
];

const biome = (args) => [join(root, 'node_modules/@biomejs/biome/bin/biome'), 'check', ...args, root];

/** What `npm run NAME -- ARGS` hands to Node. */
export const tasks = {
  demo: (args) => source('examples/demo/src/main.ts', args),
  bench: (args) => source('bench/src/main.ts', args),
  test: (args) => source('tools/test/main.ts', args),
  'test:deep': (args) => source('tools/test/main.ts', ['--deep', ...args]),
  check: (args) => source('tools/test/main.ts', ['--only=lint,types,structure,docs', ...args]),
  build: (args) => source('tools/build/main.ts', args),
  docs: (args) => source('tools/make-docs/main.ts', args),
  kernels: (args) => source('packages/kernels/src/embed-module.fixture.ts', args),
  lint: (args) => biome(args),
  format: (args) => biome(['--write', ...args]),
};
