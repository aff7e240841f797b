import type { Found } from '../sparse/sparse-index.js';
import { dot, type SparseRow, sparseRow, sumOfRows } from '../sparse/sparse-row.js';
import type { Seed } from './seed.js';
import type { TextIndex } from './text-index.js';

/** What the terms of some seeds say about items: Σ over the seeds of weight · row · text, over Σ |weight|. */
export class TextSide {
  readonly #texts: TextIndex;
  /** The strongest terms of all seeds together. */
  readonly #query: SparseRow;
  /** What each seed has of them. */
  readonly #shares: readonly SparseRow[];

  constructor(texts: TextIndex, seeds: readonly Seed[], terms: number) {
    this.#texts = texts;
    const total = seeds.reduce((sum, { weight }) => sum + Math.abs(weight), 0);
    const mix = seeds.map(({ row, weight }) => [row, weight / total] as const);
    this.#query = strongest(sumOfRows(mix), terms);
    const asked = new Set(this.#query.dimensions);
    this.#shares = mix.map(([{ dimensions, weights }, share]) => {
      const places = Array.from(dimensions.keys()).filter((at) => asked.has(dimensions[at] as number));
      return {
        dimensions: Uint32Array.from(places, (at) => dimensions[at] as number),
        weights: Float32Array.from(places, (at) => share * (weights[at] as number)),
      };
    });
  }

  search(limit: number, allows: (itemId: string) => boolean): readonly Found[] {
    return this.#texts.index.search(this.#query, limit, allows);
  }

  score(itemId: string): number {
    const row = this.#texts.index.rowOf(itemId);
    return row ? dot(this.#query, row) : 0;
  }

  /** The part of one seed in a score. */
  part(seed: number, itemId: string): number {
    const row = this.#texts.index.rowOf(itemId);
    return row ? dot(this.#shares[seed] as SparseRow, row) : 0;
  }
}

function strongest(row: SparseRow, count: number): SparseRow {
  if (row.dimensions.length <= count) return row;
  const entries = Array.from(row.dimensions, (term, at) => [term, row.weights[at] as number] as const);
  entries.sort(([a, weight], [b, other]) => Math.abs(other) - Math.abs(weight) || a - b);
  return sparseRow(new Map(entries.slice(0, count)));
}
