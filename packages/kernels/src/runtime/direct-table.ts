type F32 = Float32Array;
type U32 = Uint32Array;

/**
 * The short kernels, which run at once on the caller's thread, as their plain twins have them. A heap holds keys of two words (see
 * `score-key.ts`); where a kernel works on one it returns the new size.
 */
export interface DirectTable {
  addLists(
    starts: U32,
    columns: Uint16Array | U32,
    wide: number,
    levels: Int16Array,
    scales: F32,
    seeds: U32,
    weights: F32,
    seedCount: number,
    sums: F32,
    marks: Uint8Array,
  ): void;
  bestSums(sums: F32, marks: Uint8Array, columnCount: number, wanted: number, heap: U32): number;
  listEntries(
    starts: U32,
    columns: Uint16Array | U32,
    wide: number,
    levels: Int16Array,
    scales: F32,
    seeds: U32,
    seedCount: number,
    slots: Uint8Array,
    width: number,
    out: F32,
  ): void;
  scanVectors(
    vectors: F32,
    width: number,
    query: F32,
    marks: Int8Array,
    wanted: number,
    heap: U32,
    size: number,
    from: number,
    to: number,
  ): number;
  scanBytes(
    vectors: F32,
    bytes: Int8Array,
    scales: F32,
    width: number,
    query: F32,
    byteQuery: Int16Array,
    slack: number,
    step: number,
    marks: Int8Array,
    wanted: number,
    heap: U32,
    size: number,
    from: number,
    to: number,
    looked: U32,
  ): number;
  quantiseRows(vectors: F32, width: number, bytes: Int8Array, scales: F32, from: number, to: number): number;
  sortHeap(heap: U32, size: number): void;
}
