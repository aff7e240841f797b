import { checkCount, checkIndices, checkNumbers } from './checks.js';
import { quantise } from './quantise.js';
import { type DirectKernels, directKernels } from './runtime/direct-kernels.js';
import { f32, i8, i16, layoutBytes, u32 } from './runtime/layout.js';
import type { Engine } from './runtime/own-memory.js';
import { type Ranking, rankingOf } from './score-key.js';

// A call this short lets V8 go over to its optimised code in the midst of the first search.
const CHUNK = 8_192;

export interface VectorIndexOptions {
  /**
   * Scan bytes, a quarter of the memory traffic, and rank the best again by the vectors themselves: about half of the time, and
   * nearly always the same answer. Costs a quarter more memory. Default: false, which is exact.
   */
  readonly quantised?: boolean;
  /** As in `openKernels`. Default: `auto`. */
  readonly engine?: Engine;
}

export interface SearchOptions {
  /** Vectors that are not returned. Default: none. */
  readonly exclude?: Uint32Array | undefined;
  /** How many of the quantised scan are ranked again. Default: 3 · count, at least 30. */
  readonly rerank?: number | undefined;
}

const indexLayout = (count: number, width: number, quantised: boolean) => {
  const padded = 4 * Math.ceil(count / 4);
  return {
    vectors: f32(count * width),
    bytes: i8(quantised ? padded * width : 0),
    scales: f32(quantised ? padded : 0),
    marks: i8(padded),
    query: f32(width),
    byteQuery: i16(width),
    heap: u32(2 * count),
    rows: u32(count),
  };
};

const paddedWidth = (dimension: number) => 8 * Math.ceil(dimension / 8);

/** What a `VectorIndex` holds, in bytes. */
export function estimateVectorIndex(count: number, dimension: number, quantised = false): number {
  return layoutBytes(indexLayout(count, paddedWidth(dimension), quantised), 1);
}

/**
 * Finds the vectors with the largest inner product with a query, at once, on the caller's thread, by looking at all of them. For
 * cosine, give vectors of length 1. Holds a copy in a memory of its own.
 */
export class VectorIndex {
  readonly count: number;
  readonly #width: number;
  readonly #quantised: boolean;
  readonly #kernels: DirectKernels<ReturnType<typeof indexLayout>>;

  /**
   * @param vectors row by row, finite
   * @param dimension 1 to 4,096
   * @throws RangeError, TypeError for vectors that are not finite or not whole, or more than 4 GiB of them
   */
  constructor(
    vectors: Float32Array,
    readonly dimension: number,
    { quantised = false, engine = 'auto' }: VectorIndexOptions = {},
  ) {
    checkCount(dimension, 1, 4_096, 'dimension');
    checkNumbers(vectors, dimension * Math.ceil(vectors.length / dimension), 'vectors');
    this.count = vectors.length / dimension;
    this.#width = paddedWidth(dimension);
    this.#quantised = quantised;
    this.#kernels = directKernels(indexLayout(this.count, this.#width, quantised), engine);
    const { views } = this.#kernels;
    if (this.#width === dimension) views.vectors.set(vectors);
    else {
      for (let row = 0; row < this.count; row++) {
        views.vectors.set(vectors.subarray(row * dimension, (row + 1) * dimension), row * this.#width);
      }
    }
    views.marks.fill(1, this.count);
    if (!quantised) return;
    for (let row = 0; row < this.count; row++) {
      const start = row * this.#width;
      const vector = views.vectors.subarray(start, start + this.#width);
      views.scales[row] = quantise(vector, 127, views.bytes.subarray(start, start + this.#width));
    }
  }

  /** `wasm`: WebAssembly SIMD. `plain`: the twins in TypeScript. */
  get engine(): 'wasm' | 'plain' {
    return this.#kernels.engine;
  }

  /**
   * The `count` best by falling inner product, ties by rising index.
   *
   * @param query `dimension` finite numbers
   * @param count 1 or more; there may be fewer
   * @throws RangeError, TypeError for a query or an excluded vector out of range
   */
  search(query: Float32Array, count: number, { exclude, rerank }: SearchOptions = {}): Ranking {
    checkNumbers(query, this.dimension, 'query');
    checkCount(count, 1, 2 ** 32 - 1, 'count');
    if (exclude) checkIndices(exclude, this.count, 'exclude');
    const { call, views } = this.#kernels;
    const wanted = Math.min(count, this.count);
    views.query.set(query);
    for (const row of exclude ?? []) views.marks[row] = 1;
    const size = this.#quantised
      ? this.#scanBytes(wanted, Math.min(this.count, Math.max(wanted, rerank ?? Math.max(30, 3 * wanted))))
      : this.#scan(wanted);
    for (const row of exclude ?? []) views.marks[row] = 0;
    call('sortHeap', views.heap, size);
    return rankingOf(views.heap, size);
  }

  #scan(wanted: number): number {
    const { call, views } = this.#kernels;
    const { vectors, query, marks, heap } = views;
    let size = 0;
    for (let from = 0; from < this.count; from += CHUNK) {
      const to = Math.min(this.count, from + CHUNK);
      size = call('scanVectors', vectors, this.#width, query, marks, wanted, heap, size, from, to);
    }
    return size;
  }

  #scanBytes(wanted: number, rerank: number): number {
    const { call, views } = this.#kernels;
    const { vectors, bytes, scales, query, byteQuery, marks, heap, rows } = views;
    // As fine as sums in 32 bits allow; how large the query is changes no order.
    quantise(query, Math.min(32_767, Math.floor(2 ** 31 / (127 * this.#width)) - 1), byteQuery);
    let size = 0;
    for (let from = 0; from < this.count; from += CHUNK) {
      const to = Math.min(this.count, from + CHUNK);
      size = call('scanBytes', bytes, scales, this.#width, byteQuery, marks, rerank, heap, size, from, to);
    }
    for (let place = 0; place < size; place++) rows[place] = ~(heap[2 * place] as number);
    return call('rankVectors', vectors, this.#width, query, rows, size, wanted, heap);
  }
}
