import { Kernels } from './kernels.js';
import { LocalExecutor } from './local-executor.js';
import type { Engine } from './own-memory.js';
import { wasmModule } from './wasm-module.js';
import { WorkerExecutor } from './worker-executor.js';
import { usableThreads, workerStarter } from './worker-threads.js';

export interface KernelsOptions {
  /**
   * How many threads one call may use, 1 to 64. Results do not depend on it. Default: as many as the process has cores, at most
   * 16. Where there are no worker threads it is 1.
   */
  readonly threads?: number;
  /** `auto`: WebAssembly where it has SIMD, else `plain`. `wasm` insists on it. Default: `auto`. */
  readonly engine?: Engine;
}

/**
 * Opens a place where long kernels run. Workers start with the first call, are kept for the next, and never keep the process
 * alive when idle.
 *
 * @throws RangeError for a number of threads out of range
 * @throws TypeError for an unknown engine
 * @throws Error where `wasm` is asked for and there is no WebAssembly SIMD
 */
export function openKernels({ threads = usableThreads(), engine = 'auto' }: KernelsOptions = {}): Kernels {
  if (!Number.isInteger(threads) || threads < 1 || threads > 64) {
    throw new RangeError(`threads is ${threads}; it has to be a whole number from 1 to 64.`);
  }
  if (engine !== 'auto' && engine !== 'wasm' && engine !== 'plain') {
    throw new TypeError(`engine is ${String(engine)}; it has to be auto, wasm or plain.`);
  }
  if (engine === 'plain') return plain();

  const start = workerStarter();
  const module = wasmModule(start ? 'shared' : 'unshared');
  if (module) {
    const executor = start ? new WorkerExecutor(threads, module, start) : new LocalExecutor('wasm');
    return new Kernels(executor, 'wasm', start !== undefined);
  }
  if (engine === 'wasm') throw new Error('This host has no WebAssembly with SIMD.');
  return plain();
}

const plain = () => new Kernels(new LocalExecutor('plain'), 'plain', false);
