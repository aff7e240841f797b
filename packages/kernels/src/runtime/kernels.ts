import type { Executor, Workplace } from './executor.js';
import type { KernelArgument, KernelArguments, KernelName } from './kernel-table.js';
import { type Layout, layoutBytes, type Views, viewsOf } from './layout.js';

/** What every long function takes beside its own options. */
export interface WorkOptions {
  /** Stops the work between two chunks, within some 50 ms; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Told the fraction that is done, 0 to 1, rising, at most some 20 times a second; 1 at the end. */
  readonly progress?: ((fraction: number) => void) | undefined;
}

/** How a phase is cut up and how much of the whole it is. */
export interface PhaseShape {
  readonly count: number;
  readonly chunk: number;
  /** Its part of the whole work, 0 to 1. Default: 0. */
  readonly share?: number;
}

/** A job at work: its arrays, and a way to run kernels on them. */
export interface Job<L extends Layout> {
  readonly views: Views<L>;
  readonly signal: AbortSignal | undefined;
  run<N extends KernelName>(name: N, args: KernelArguments<N>, shape: PhaseShape): Promise<void>;
}

/** Where long kernels run. Made by `openKernels`. */
export class Kernels {
  readonly #executor: Executor;

  /** @internal */
  constructor(
    executor: Executor,
    /** `wasm`: WebAssembly SIMD. `plain`: the twins in TypeScript, 10 to 16 times slower. */
    readonly engine: 'wasm' | 'plain',
    /** Whether long work runs off the caller's thread. Without, it runs in slices of about 5 ms. */
    readonly offThread: boolean,
  ) {
    this.#executor = executor;
  }

  /** How many threads one call may use. */
  get threads(): number {
    return this.#executor.threads;
  }

  /** Ends the workers. What is in the middle of its work rejects. */
  close(): Promise<void> {
    return this.#executor.close();
  }

  /** @internal Gives a program memory and threads, and takes them back however it ends. */
  async work<L extends Layout, T>(
    layout: L,
    { signal, progress }: WorkOptions,
    program: (job: Job<L>) => Promise<T>,
  ): Promise<T> {
    signal?.throwIfAborted();
    const { threads } = this.#executor;
    const workplace = this.#executor.open(layoutBytes(layout, threads));
    try {
      const result = await program(jobAt(workplace, viewsOf(layout, threads, workplace.buffer), signal, progress));
      progress?.(1);
      return result;
    } finally {
      workplace.leave();
    }
  }
}

function jobAt<L extends Layout>(
  workplace: Workplace,
  views: Views<L>,
  signal: AbortSignal | undefined,
  progress: WorkOptions['progress'],
): Job<L> {
  let done = 0;
  return {
    views,
    signal,
    async run(name, args, { count, chunk, share = 0 }) {
      const phase = { name, args: args as readonly KernelArgument[], count, chunk };
      const chunks = Math.ceil(count / chunk);
      await workplace.run(phase, signal, (chunksDone) => {
        progress?.(Math.min(1, done + (share * Math.min(chunks, chunksDone)) / chunks));
      });
      done += share;
    },
  };
}
