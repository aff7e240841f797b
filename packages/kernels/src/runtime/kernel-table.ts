import type { Numbers, Scratch } from './layout.js';

type F32 = Float32Array;
type U32 = Uint32Array;

/**
 * The kernels that long work is made of, as their plain twins have them: arrays, numbers, then the range `from`, `to` of what is
 * to be done, which must not depend on any other part of the range. In WebAssembly an array is its address, an empty one is 0.
 */
export interface KernelTable {
  transpose(
    starts: U32,
    columns: U32,
    values: F32,
    columnStarts: U32,
    columnRows: U32,
    columnValues: F32,
    rows: number,
    columnCount: number,
    from: number,
    to: number,
  ): void;
  cooccurrenceLists(
    rowStarts: U32,
    rowColumns: U32,
    columnStarts: U32,
    columnRows: U32,
    rowWeights: F32,
    seedValues: F32,
    listedValues: F32,
    seedWeights: F32,
    listedWeights: F32,
    listLength: number,
    excludeSelf: number,
    normalise: number,
    indexBits: number,
    listStarts: U32,
    listColumns: U32,
    listScores: F32,
    listLengths: U32,
    sums: F32,
    met: U32,
    keys: U32,
    spare: U32,
    counts: U32,
    from: number,
    to: number,
  ): void;
}

export type KernelName = keyof KernelTable;

type OrScratch<A> = A extends Numbers ? A | Scratch<A> : A;

/** What a kernel is given, without its range. */
export type KernelArguments<N extends KernelName> =
  Parameters<KernelTable[N]> extends [...infer A, number, number]
    ? { readonly [K in keyof A]: OrScratch<A[K]> }
    : never;

export type KernelArgument = Numbers | Scratch<Numbers> | number;
