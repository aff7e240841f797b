import type { KernelArgument, KernelName } from './kernel-table.js';
import { type Numbers, Scratch } from './layout.js';

/** One kernel over the range 0 to `count`, `chunk` at a time. */
export interface Phase {
  readonly name: KernelName;
  readonly args: readonly KernelArgument[];
  readonly count: number;
  readonly chunk: number;
}

/** Where the phases of one job run. */
export interface Workplace {
  readonly buffer: ArrayBufferLike;
  /**
   * Runs a phase to its end, unless the signal stops it between two chunks.
   * @throws what a kernel or a thread failed with; the reason of the signal.
   */
  run(phase: Phase, signal: AbortSignal | undefined, progress: (chunksDone: number) => void): Promise<void>;
  /** Gives back threads and memory. */
  leave(): void;
}

export interface Executor {
  readonly threads: number;
  /** @throws RangeError when there is no such memory to be had. */
  open(bytes: number): Workplace;
  close(): Promise<void>;
}

/** What thread number `thread` gets of an argument. */
export function ofThread(argument: KernelArgument, thread: number): Numbers | number {
  return argument instanceof Scratch ? (argument.slots[thread] as Numbers) : argument;
}

/** An argument as WebAssembly takes it. */
export function asPointer(argument: Numbers | number): number {
  if (typeof argument === 'number') return argument;
  return argument.length === 0 ? 0 : argument.byteOffset;
}
