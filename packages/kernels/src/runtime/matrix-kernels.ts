type F32 = Float32Array;
type U32 = Uint32Array;
type F64 = Float64Array;
type I16 = Int16Array;
/** Numbers of rows or columns: 16 bits where that is enough. */
export type Indices = Uint16Array | Uint32Array;

/** The long kernels whose results are matrices. See `KernelTable`. */
export interface MatrixKernels {
  transpose(
    starts: U32,
    columns: Indices,
    values: F32,
    columnStarts: U32,
    columnRows: Indices,
    columnValues: F32,
    rows: number,
    columnCount: number,
    columnBytes: number,
    rowBytes: number,
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
  rotateShorts(
    rows: I16,
    scales: F32,
    width: number,
    panels: F32,
    strips: F32,
    tile: F32,
    lines: F32,
    from: number,
    to: number,
  ): void;
  gramRows(x: F32, width: number, chunk: number, partials: F32, packed: F32, tile: F32, from: number, to: number): void;
  gramShorts(
    x: I16,
    scales: F32,
    width: number,
    start: number,
    chunk: number,
    partials: F32,
    lines: F32,
    tile: F32,
    from: number,
    to: number,
  ): void;
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
  randomNumbers(seed: number, scale: number, out: F32, from: number, to: number): void;
  randomShorts(
    seed: number,
    scale: number,
    width: number,
    filled: number,
    out: I16,
    scales: F32,
    from: number,
    to: number,
  ): void;
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
    columns: Indices,
    columnBytes: number,
    weights: F32,
    targets: F32,
    factors: I16,
    scales: F32,
    base: F32,
    regularisation: F32,
    rotation: F32,
    width: number,
    steps: number,
    warm: number,
    lines: F32,
    vectors: F32,
    x: I16,
    xScales: F32,
    from: number,
    to: number,
  ): void;
}
