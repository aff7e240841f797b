import type { Numbers, Scratch } from './layout.js';
import type { ListKernels } from './list-kernels.js';
import type { MatrixKernels } from './matrix-kernels.js';

/**
 * The kernels that long work is made of, as their plain twins have them: arrays, numbers, then the range `from`, `to` of what is
 * to be done, which must not depend on any other part of the range. In WebAssembly an array is its address, an empty one is 0.
 */
export interface KernelTable extends ListKernels, MatrixKernels {}

export type KernelName = keyof KernelTable;

type OrScratch<A> = A extends Numbers ? A | Scratch<A> : A;

/** What a kernel is given, without its range. */
export type KernelArguments<N extends KernelName> =
  Parameters<KernelTable[N]> extends [...infer A, number, number]
    ? { readonly [K in keyof A]: OrScratch<A[K]> }
    : never;

export type KernelArgument = Numbers | Scratch<Numbers> | number;
