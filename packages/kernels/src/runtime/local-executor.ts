import { plainKernels } from '../plain/plain-kernels.js';
import { asPointer, type Executor, ofThread, type Phase, type Workplace } from './executor.js';
import { ownMemory } from './own-memory.js';
import { turn } from './turn.js';

type ChunkFunction = (...args: readonly unknown[]) => void;

const SLICE_MS = 5;

/** Runs on the caller's thread, in slices of about 5 ms: WebAssembly where no worker can be had, or, without a module, the twins. */
export class LocalExecutor implements Executor {
  readonly threads = 1;

  constructor(private readonly engine: 'wasm' | 'plain') {}

  open(bytes: number): Workplace {
    const { buffer, exports } = ownMemory(bytes, this.engine);
    if (!exports) return workplace(buffer, ({ name }) => plainKernels[name] as ChunkFunction);
    return workplace(buffer, ({ name }) => exports[name] as ChunkFunction, asPointer);
  }

  async close(): Promise<void> {}
}

function workplace(
  buffer: ArrayBuffer,
  kernelOf: (phase: Phase) => ChunkFunction,
  convert: (argument: ReturnType<typeof ofThread>) => unknown = (argument) => argument,
): Workplace {
  return {
    buffer,
    async run(phase, signal, progress) {
      const kernel = kernelOf(phase);
      const args = phase.args.map((argument) => convert(ofThread(argument, 0)));
      let since = performance.now();
      for (let from = 0; from < phase.count; from += phase.chunk) {
        signal?.throwIfAborted();
        kernel(...args, from, Math.min(phase.count, from + phase.chunk));
        if (performance.now() - since < SLICE_MS) continue;
        progress(Math.ceil(from / phase.chunk) + 1);
        await turn();
        since = performance.now();
      }
      signal?.throwIfAborted();
    },
    leave() {},
  };
}
