import { defineConfig } from 'vitest/config';

const source = '@sintonia/source';

export default defineConfig({
  resolve: { conditions: [source] },
  ssr: { resolve: { conditions: [source], externalConditions: [source] } },
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'examples/*/src/**/*.test.ts',
      'bench/src/**/*.test.ts',
      'proofs/src/**/*.test.ts',
      'tools/**/*.test.{ts,mjs}',
    ],
    exclude: ['**/node_modules/**', '**/dist/**'],
    pool: 'forks',
    // Two cores shared with a build make anything slow; a test that hangs still ends.
    testTimeout: 20_000,
    // Worker threads and child processes that a test starts from TypeScript source inherit these.
    execArgv: ['--import', new URL('./tools/typescript.mjs', import.meta.url).href, `--conditions=${source}`],
  },
});
