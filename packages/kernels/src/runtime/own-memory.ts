import { pagesFor } from './memory-limit.js';
import { wasmModule } from './wasm-module.js';
import type { WasmExports } from './web-assembly.js';
import { webAssembly } from './web-assembly.js';

/** A memory nobody else sees, and the kernels on it; without exports where there is no WebAssembly SIMD. */
export interface OwnMemory {
  readonly buffer: ArrayBuffer;
  readonly exports?: WasmExports;
}

export type Engine = 'auto' | 'wasm' | 'plain';

/**
 * @throws RangeError for more than 4 GiB, or where there is no such memory to be had
 * @throws Error where `wasm` is asked for and there is no WebAssembly SIMD
 */
export function ownMemory(bytes: number, engine: Engine): OwnMemory {
  const module = engine === 'plain' ? undefined : wasmModule('unshared');
  if (!module || !webAssembly) {
    if (engine === 'wasm') throw new Error('This host has no WebAssembly with SIMD.');
    return { buffer: new ArrayBuffer(bytes) };
  }
  const pages = pagesFor(bytes);
  const memory = new webAssembly.Memory({ initial: pages, maximum: pages });
  return { buffer: memory.buffer, exports: new webAssembly.Instance(module, { env: { memory } }).exports };
}
