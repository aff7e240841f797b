import { defineConfig } from 'vitest/config';

const source = '@sintonia/source';

export default defineConfig({
  resolve: { conditions: [source] },
  ssr: { resolve: { conditions: [source], externalConditions: [source] } },
  test: {
    projects: [
      // Files of one process share what they import, since loading it takes longer than most tests. None of them changes it.
      { extends: true, test: { name: 'packages', include: ['packages/*/src/**/*.test.ts'], isolate: false } },
      {
        extends: true,
        test: {
          name: 'others',
          include: [
            'examples/*/src/**/*.test.ts',
            'bench/src/**/*.test.ts',
            'proofs/src/**/*.test.ts',
            'tools/**/*.test.{ts,mjs}',
          ],
        },
      },
    ],
    exclude: ['**/node_modules/**', '**/dist/**'],
    pool: 'forks',
    // Two cores shared with a build make anything slow; a test that hangs still ends.
    testTimeout: 20_000,
    // Worker threads and child processes that a test starts from TypeScript source inherit these.
    execArgv: ['--import', new URL('./tools/typescript.mjs', import.meta.url).href, `--conditions=${source}`],
  },
});
