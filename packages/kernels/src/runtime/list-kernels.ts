type F32 = Float32Array;
type U32 = Uint32Array;

/** The long kernels whose results are lists. See `KernelTable`. */
export interface ListKernels {
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
    left: F32,
    right: F32,
    width: number,
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
}
