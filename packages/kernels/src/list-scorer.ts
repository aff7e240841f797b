import { checkCount, checkIndices, checkNumbers } from './checks.js';
import { type CsrShape, checkCsr, type ScoredLists } from './csr.js';
import { checkLevelLists, indicesArray, type LevelLists, roundInto } from './level-lists.js';
import { type DirectKernels, directKernels } from './runtime/direct-kernels.js';
import { f32, i16, layoutBytes, u8, u16, u32 } from './runtime/layout.js';
import type { Engine } from './runtime/own-memory.js';
import { type Ranking, rankingOf } from './score-key.js';

// Longer histories go through in parts.
const SEEDS = 1024;
const FOUND = 65_536;
/** Columns that are looked for at a time: their places have a byte. */
const PLACES = 255;

const scorerLayout = (rows: number, columns: number, entries: number) => ({
  starts: u32(rows + 1),
  columns: (indicesArray(columns) === Uint16Array ? u16 : u32)(entries) as ReturnType<typeof u16 | typeof u32>,
  levels: i16(entries),
  scales: f32(rows),
  seeds: u32(SEEDS),
  weights: f32(SEEDS),
  // By blocks of sixteen columns, and eight blocks at a time.
  sums: f32(16 * Math.ceil(columns / 16)),
  marks: u8(8 * Math.ceil(columns / 128)),
  slots: u8(columns),
  heap: u32(2 * columns),
  found: f32(FOUND),
});

/** What `ListScorer` holds for lists of that size, in bytes. */
export function estimateListScorer(size: CsrShape): number {
  return layoutBytes(scorerLayout(size.rows, size.columns, size.entries), 1);
}

/** Which entries a scoring may return. */
export interface ScoreOptions {
  /** One a seed; negative ones take away. Finite. Default: 1 each. */
  readonly weights?: Float32Array | undefined;
  /** Columns that are not returned. Default: none. */
  readonly exclude?: Uint32Array | undefined;
}

/**
 * Adds up lists, at once, on the caller's thread. Holds a copy of them in a memory of its own, so that the caller may drop theirs.
 * 27 lists of 500 take about 30 µs.
 */
export class ListScorer {
  /** What it holds, in the memory that kernels read. Not to be changed. */
  readonly lists: LevelLists;
  readonly #kernels: DirectKernels<ReturnType<typeof scorerLayout>>;
  /** Whether columns have 32 bits. */
  readonly #wide: number;

  private constructor({ rows, columns, entries }: CsrShape, engine: Engine) {
    this.#kernels = directKernels(scorerLayout(rows, columns, entries), engine);
    const { starts: indptr, columns: indices, levels, scales } = this.#kernels.views;
    this.lists = { rows, columns, indptr, indices, levels, scales };
    this.#wide = indices instanceof Uint32Array ? 1 : 0;
  }

  /**
   * @param lists one a row; what sums to NaN or above 3.4e38 is not returned
   * @param options engine: as in `openKernels`
   * @throws RangeError, TypeError for lists that contradict themselves, or more than 4 GiB of them
   */
  static of(lists: LevelLists, { engine = 'auto' }: { readonly engine?: Engine } = {}): ListScorer {
    checkLevelLists(lists);
    const scorer = new ListScorer({ ...lists, entries: lists.indices.length }, engine);
    const { indptr, indices, levels, scales } = scorer.lists;
    indptr.set(lists.indptr);
    indices.set(lists.indices);
    levels.set(lists.levels);
    scales.set(lists.scales);
    return scorer;
  }

  /**
   * Rounds lists as `roundLists` does, right where they are scored.
   *
   * @throws RangeError, TypeError for lists that contradict themselves, or more than 4 GiB of them; the reason of the signal
   */
  static async rounding(lists: ScoredLists, signal?: AbortSignal): Promise<ListScorer> {
    checkCsr(lists, 'lists');
    const scorer = new ListScorer({ ...lists, entries: lists.indices.length }, 'auto');
    scorer.lists.indptr.set(lists.indptr);
    await roundInto(scorer.lists, lists, signal);
    return scorer;
  }

  /** `wasm`: WebAssembly SIMD. `plain`: the twins in TypeScript. */
  get engine(): 'wasm' | 'plain' {
    return this.#kernels.engine;
  }

  /**
   * The `count` best of score(j) = Σ over the seeds of weight · list[j], those above 0, by falling score, ties by rising index.
   *
   * @param seeds numbers of lists, each under `rows`; one that stands twice counts twice
   * @param count 1 or more; there may be fewer
   * @throws RangeError, TypeError for a seed, a weight or an excluded column out of range
   */
  score(seeds: Uint32Array, count: number, { weights, exclude }: ScoreOptions = {}): Ranking {
    const { call, views } = this.#kernels;
    const { starts, columns, levels, scales, sums, marks, heap } = views;
    checkCount(count, 1, 2 ** 32 - 1, 'count');
    checkIndices(seeds, this.lists.rows, 'seeds');
    if (weights) checkNumbers(weights, seeds.length, 'weights');
    if (exclude) checkIndices(exclude, this.lists.columns, 'exclude');
    for (const column of exclude ?? []) sums[column] = Number.NaN;
    for (let from = 0; from < seeds.length; from += SEEDS) {
      const part = seeds.subarray(from, from + SEEDS);
      views.seeds.set(part);
      if (weights) views.weights.set(weights.subarray(from, from + SEEDS));
      else views.weights.fill(1, 0, part.length);
      const given = [views.seeds, views.weights, part.length] as const;
      call('addLists', starts, columns, this.#wide, levels, scales, ...given, sums, marks);
    }
    const size = call('bestSums', sums, marks, this.lists.columns, Math.min(count, this.lists.columns), heap);
    for (const column of exclude ?? []) sums[column] = 0;
    return rankingOf(heap, size);
  }

  /**
   * What makes up scores: for every seed (a line) what its list holds for each of some columns, 0 where it does not.
   *
   * @param columns each another
   * @throws RangeError, TypeError for a seed or a column out of range
   */
  entries(seeds: Uint32Array, columns: Uint32Array): Float32Array {
    checkIndices(seeds, this.lists.rows, 'seeds');
    checkIndices(columns, this.lists.columns, 'columns');
    const out = new Float32Array(seeds.length * columns.length);
    for (let from = 0; from < columns.length; from += PLACES) {
      this.#find(seeds, columns.subarray(from, from + PLACES), out, from, columns.length);
    }
    return out;
  }

  /** Entries of at most 255 columns, into lines of `step` numbers from the place `first` on. */
  #find(seeds: Uint32Array, columns: Uint32Array, out: Float32Array, first: number, step: number): void {
    const { call, views } = this.#kernels;
    const { starts, levels, scales, slots, found } = views;
    const width = columns.length;
    const lines = Math.min(SEEDS, Math.floor(FOUND / width));
    for (let place = 0; place < width; place++) slots[columns[place] as number] = place + 1;
    for (let from = 0; from < seeds.length; from += lines) {
      const part = seeds.subarray(from, from + lines);
      views.seeds.set(part);
      const given = [views.seeds, part.length, slots, width, found] as const;
      call('listEntries', starts, views.columns, this.#wide, levels, scales, ...given);
      for (let line = 0; line < part.length; line++) {
        out.set(found.subarray(line * width, (line + 1) * width), (from + line) * step + first);
      }
    }
    for (const column of columns) slots[column] = 0;
  }
}
