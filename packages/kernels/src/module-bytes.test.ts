import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileModule } from './compile-module.fixture.js';
import { embeddedSource } from './embedded-source.fixture.js';
import { moduleBytes } from './module-bytes.js';
import { wasmModule, withoutSharing } from './runtime/wasm-module.js';

describe('the embedded module', () => {
  it('is what assembly/ compiles to', { timeout: 60_000 }, async () => {
    const embedded = readFileSync(new URL('./module-bytes.ts', import.meta.url), 'utf8');
    expect(embedded === embeddedSource(await compileModule()), 'Run `npm run kernels`.').toBe(true);
  });

  it('takes at most 40 kB', () => {
    expect(moduleBytes.length).toBeLessThanOrEqual(40_000);
  });

  it('compiles for a shared memory and for one of its own', () => {
    expect(wasmModule('shared')).toBeDefined();
    expect(wasmModule('unshared')).toBeDefined();
  });

  it('refuses to make another module unshared', () => {
    expect(() => withoutSharing(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))).toThrow('shared memory');
  });
});
