import type { Numbers, Scratch } from './layout.js';

type F32 = Float32Array;
type U32 = Uint32Array;
type F64 = Float64Array;

/**
 * The kernels that long work is made of, as their plain twins have them: arrays, numbers, then the range `from`, `to` of what is
 * to be done, which must not depend on any other part of the range. In WebAssembly an array is its address, an empty one is 0.
 */
export interface KernelTable {
  copyNumbers(source: F32, target: F32, from: number, to: number): void;
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
  packPanels(
    source: F32,
    rowStep: number,
    columnStep: number,
    depth: number,
    width: number,
    out: F32,
    from: number,
    to: number,
  ): void;
  multiplyRows(
    left: F32,
    rowStep: number,
    columnStep: number,
    panels: F32,
    depth: number,
    width: number,
    out: F32,
    outStep: number,
    mode: number,
    strips: F32,
    tile: F32,
    from: number,
    to: number,
  ): void;
  gramRows(x: F32, width: number, chunk: number, partials: F32, packed: F32, tile: F32, from: number, to: number): void;
  sumGram(partials: F32, count: number, width: number, out: F32, from: number, to: number): void;
  sparseTimesDense(
    starts: U32,
    columns: U32,
    values: F32,
    dense: F32,
    width: number,
    out: F32,
    from: number,
    to: number,
  ): void;
  sparseGram(
    rowStarts: U32,
    rowColumns: U32,
    rowValues: F32,
    columnStarts: U32,
    columnRows: U32,
    columnValues: F32,
    columnCount: number,
    out: F32,
    from: number,
    to: number,
  ): void;
  sweepPivot(
    matrix: F32,
    size: number,
    start: number,
    block: number,
    work: F64,
    pivot: F32,
    status: U32,
    from: number,
    to: number,
  ): void;
  sweepColumns(
    matrix: F32,
    size: number,
    start: number,
    block: number,
    pivotPanels: F32,
    columns: F32,
    products: F32,
    strips: F32,
    tile: F32,
    from: number,
    to: number,
  ): void;
  sweepRows(
    matrix: F32,
    size: number,
    start: number,
    block: number,
    pivot: F32,
    columnPanels: F32,
    products: F32,
    strips: F32,
    tile: F32,
    from: number,
    to: number,
  ): void;
  sweepDone(matrix: F32, size: number, from: number, to: number): void;
  topOfRows(
    dense: F32,
    width: number,
    weights: F32,
    listLength: number,
    excludeSelf: number,
    byMagnitude: number,
    indexBits: number,
    listColumns: U32,
    listScores: F32,
    listLengths: U32,
    keys: U32,
    spare: U32,
    counts: U32,
    from: number,
    to: number,
  ): void;
  randomNumbers(seed: number, scale: number, out: F32, from: number, to: number): void;
  symmetricEigen(
    matrix: F32,
    size: number,
    basis: F64,
    diagonal: F64,
    beside: F64,
    values: F64,
    vectors: F32,
    from: number,
    to: number,
  ): void;
  orthonormaliser(gram: F32, size: number, work: F64, out: F32, from: number, to: number): void;
  leastSquaresRows(
    starts: U32,
    columns: U32,
    weights: F32,
    targets: F32,
    factors: F32,
    base: F32,
    regularisation: F32,
    rotation: F32,
    width: number,
    steps: number,
    warm: number,
    gathered: F32,
    vectors: F32,
    x: F32,
    from: number,
    to: number,
  ): void;
  filterLists(
    starts: U32,
    columns: U32,
    values: F32,
    turnedStarts: U32,
    turnedColumns: U32,
    turnedValues: F32,
    rowWeights: F32,
    columnWeights: F32,
    rowCount: number,
    columnCount: number,
    coefficients: F32,
    degree: number,
    left: F32,
    panels: F32,
    rank: number,
    dense: F32,
    lanes: F32,
    total: F32,
    image: F32,
    strips: F32,
    tile: F32,
    listedWeights: F32,
    listLength: number,
    excludeSelf: number,
    indexBits: number,
    listColumns: U32,
    listScores: F32,
    listLengths: U32,
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
