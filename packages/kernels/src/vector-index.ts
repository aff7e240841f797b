import { type ByteVectors, byteQuery, lostOf } from './byte-query.js';
import { checkCount, checkIndices, checkNumbers } from './checks.js';
import { type DirectKernels, directKernels } from './runtime/direct-kernels.js';
import { f32, i8, i16, layoutBytes, u32 } from './runtime/layout.js';
import { fits } from './runtime/memory-limit.js';
import type { Engine } from './runtime/own-memory.js';
import { type Ranking, rankingOf } from './score-key.js';

// A call this short lets V8 go over to its optimised code in the midst of the first search.
const CHUNK = 8_192;
/** From there on it takes half of the time; under it, vectors lie in the cache of a core, and there are few µs to save. */
const PAYS_FROM = 500_000;

export interface VectorIndexOptions {
  /**
   * Scan a copy in bytes, a quarter of the memory traffic, and look only at vectors that it can't rule out: the same answer to the
   * last bit, in a third to a half of the time. Costs a quarter more memory. Default: true from 500,000 numbers on, as long as that
   * fits into 4 GiB.
   */
  readonly quantised?: boolean | undefined;
  /** As in `openKernels`. Default: `auto`. */
  readonly engine?: Engine;
}

export interface SearchOptions {
  /** Vectors that are not returned. Default: none. */
  readonly exclude?: Uint32Array | undefined;
}

const indexLayout = (count: number, width: number, quantised: boolean) => {
  // By fours.
  const padded = 4 * Math.ceil(count / 4);
  return {
    vectors: f32(padded * width),
    bytes: i8(quantised ? padded * width : 0),
    scales: f32(quantised ? padded : 0),
    marks: i8(padded),
    query: f32(width),
    byteQuery: i16(width),
    looked: u32(1),
    heap: u32(2 * count),
  };
};

const paddedWidth = (dimension: number) => 8 * Math.ceil(dimension / 8);

function pays(count: number, width: number): boolean {
  return count * width >= PAYS_FROM && fits(layoutBytes(indexLayout(count, width, true), 1));
}

/** What a `VectorIndex` holds, in bytes. */
export function estimateVectorIndex(count: number, dimension: number, quantised?: boolean): number {
  const width = paddedWidth(dimension);
  return layoutBytes(indexLayout(count, width, quantised ?? pays(count, width)), 1);
}

/**
 * Finds the vectors with the largest inner product with a query, at once, on the caller's thread: exactly, in f32, by looking at all
 * that may be among them. For cosine, give vectors of length 1. Holds a copy in a memory of its own.
 */
export class VectorIndex {
  readonly count: number;
  /** Whether it scans bytes first. */
  readonly quantised: boolean;
  readonly #width: number;
  readonly #kernels: DirectKernels<ReturnType<typeof indexLayout>>;
  /** What the bytes are, where there are any. */
  readonly #known: ByteVectors;

  /**
   * @param vectors row by row, finite
   * @param dimension 1 to 4,096
   * @throws RangeError, TypeError for vectors that are not finite or not whole, or more than 4 GiB of them
   */
  constructor(
    vectors: Float32Array,
    readonly dimension: number,
    { quantised, engine = 'auto' }: VectorIndexOptions = {},
  ) {
    checkCount(dimension, 1, 4_096, 'dimension');
    checkNumbers(vectors, dimension * Math.ceil(vectors.length / dimension), 'vectors');
    this.count = vectors.length / dimension;
    this.#width = paddedWidth(dimension);
    this.quantised = quantised ?? pays(this.count, this.#width);
    this.#kernels = directKernels(indexLayout(this.count, this.#width, this.quantised), engine);
    const { views } = this.#kernels;
    if (this.#width === dimension) views.vectors.set(vectors);
    else {
      for (let row = 0; row < this.count; row++) {
        views.vectors.set(vectors.subarray(row * dimension, (row + 1) * dimension), row * this.#width);
      }
    }
    views.marks.fill(1, this.count);
    this.#known = this.#quantise();
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
  search(query: Float32Array, count: number, { exclude }: SearchOptions = {}): Ranking {
    checkNumbers(query, this.dimension, 'query');
    checkCount(count, 1, 2 ** 32 - 1, 'count');
    if (exclude) checkIndices(exclude, this.count, 'exclude');
    const { call, views } = this.#kernels;
    views.query.set(query);
    for (const row of exclude ?? []) views.marks[row] = 1;
    const size = this.#scan(Math.min(count, this.count));
    for (const row of exclude ?? []) views.marks[row] = 0;
    call('sortHeap', views.heap, size);
    return rankingOf(views.heap, size);
  }

  #quantise(): ByteVectors {
    const { call, views } = this.#kernels;
    const { vectors, bytes, scales } = views;
    let [squares, widest] = [0, 0];
    for (let from = 0; from < scales.length; from += CHUNK) {
      const to = Math.min(scales.length, from + CHUNK);
      squares = Math.max(squares, call('quantiseRows', vectors, this.#width, bytes, scales, from, to));
      for (let row = from; row < to; row++) widest = Math.max(widest, scales[row] as number);
    }
    return { width: this.#width, widest, lost: lostOf(squares, this.#width) };
  }

  #scan(wanted: number): number {
    const { call, views } = this.#kernels;
    const { vectors, bytes, scales, query, marks, heap, looked } = views;
    const bound = this.quantised ? byteQuery(query, this.#known, views.byteQuery) : undefined;
    let size = 0;
    let byBytes = true;
    for (let from = 0; from < this.count; from += CHUNK) {
      const to = Math.min(this.count, from + CHUNK);
      const kept = [marks, wanted, heap, size, from, to] as const;
      if (bound && byBytes) {
        const { slack, step } = bound;
        size = call(
          'scanBytes',
          vectors,
          bytes,
          scales,
          this.#width,
          query,
          views.byteQuery,
          slack,
          step,
          ...kept,
          looked,
        );
        // Where a quarter of the fours had to be looked at, bytes save nothing: the next chunk goes without.
        byBytes = (looked[0] as number) < (to - from) / 16;
      } else {
        size = call('scanVectors', vectors, this.#width, query, ...kept);
        byBytes = true;
      }
    }
    return size;
  }
}
