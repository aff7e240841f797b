import { type Csr, ListScorer, roundLists, type ScoredLists, transposeCsr } from '@sintonia/kernels';
import type { Pace } from '../pace.js';
import { dot, type SparseRow } from './sparse-row.js';

/** An item and its dot product with what was asked for. */
export interface Found {
  readonly itemId: string;
  readonly score: number;
}

/** The rows as they were when last sealed, in the form in which kernels add them up. */
interface Sealed {
  readonly itemIds: readonly string[];
  readonly scorer: ListScorer;
}

/** Up to so many items that changed are compared one by one, and this share of all. */
const LOOSE = 1_000;
const LOOSE_SHARE = 0.1;

/**
 * Items as sparse rows, searched by dot product. What was sealed lies in lists by dimension that kernels add up; what came,
 * changed or went since is looked at beside them, so that every change counts at once. Exact, but for ties within 1/65,534.
 */
export class SparseIndex {
  readonly #rows = new Map<string, SparseRow>();
  readonly #changed = new Set<string>();
  #sealed: Sealed | undefined;

  get size(): number {
    return this.#rows.size;
  }

  /** Items in ascending order. */
  get itemIds(): readonly string[] {
    return [...this.#rows.keys()].sort();
  }

  rowOf(itemId: string): SparseRow | undefined {
    return this.#rows.get(itemId);
  }

  put(itemId: string, row: SparseRow): void {
    this.#rows.set(itemId, row);
    this.#changed.add(itemId);
  }

  remove(itemId: string): void {
    if (this.#rows.delete(itemId)) this.#changed.add(itemId);
  }

  /** Whether so much has changed that searching would become slow. */
  get wantsSealing(): boolean {
    return this.#changed.size > Math.max(LOOSE, LOOSE_SHARE * this.#rows.size);
  }

  /** Takes in what has changed. What changes meanwhile counts as changed. @throws SINTONIA_ABORTED */
  async seal(pace: Pace): Promise<void> {
    const itemIds = this.itemIds;
    const rows = itemIds.map((itemId) => this.#rows.get(itemId) as SparseRow);
    this.#changed.clear();
    pace.check();
    const lists = await roundLists(transposeCsr(csrOf(rows)) as ScoredLists);
    pace.check();
    this.#sealed = itemIds.length === 0 ? undefined : { itemIds, scorer: new ListScorer(lists) };
  }

  /** The best that may be shown and have a dot product above 0, ties by id. */
  search(query: SparseRow, limit: number, allows: (itemId: string) => boolean): readonly Found[] {
    const found = new Map<string, number>();
    for (const itemId of this.#changed) {
      const row = this.#rows.get(itemId);
      if (row && allows(itemId)) found.set(itemId, dot(query, row));
    }
    for (const itemId of this.#searchSealed(query, limit, allows)) {
      found.set(itemId, dot(query, this.#rows.get(itemId) as SparseRow));
    }
    return [...found]
      .filter(([, score]) => score > 0)
      .map(([itemId, score]) => ({ itemId, score }))
      .sort((a, b) => b.score - a.score || (a.itemId < b.itemId ? -1 : 1))
      .slice(0, limit);
  }

  #searchSealed(query: SparseRow, limit: number, allows: (itemId: string) => boolean): readonly string[] {
    if (!this.#sealed) return [];
    const { itemIds, scorer } = this.#sealed;
    const known = query.dimensions.findIndex((dimension) => dimension >= scorer.lists.rows);
    const dimensions = known === -1 ? query.dimensions : query.dimensions.subarray(0, known);
    const weights = query.weights.subarray(0, dimensions.length);
    const best: string[] = [];
    // A few more than wanted, as lists are rounded and rows are not.
    for (let count = limit + 16; ; count *= 4) {
      const wanted = Math.min(count, itemIds.length);
      const { indices } = scorer.score(dimensions, wanted, { weights });
      best.length = 0;
      for (const index of indices) {
        const itemId = itemIds[index] as string;
        if (!this.#changed.has(itemId) && allows(itemId)) best.push(itemId);
      }
      if (best.length >= limit + 16 || indices.length < wanted || wanted === itemIds.length) return best;
    }
  }
}

/** Rows behind each other, as wide as their highest dimension. */
function csrOf(rows: readonly SparseRow[]): Csr {
  const indptr = new Uint32Array(rows.length + 1);
  let columns = 0;
  rows.forEach(({ dimensions }, row) => {
    indptr[row + 1] = (indptr[row] as number) + dimensions.length;
    columns = Math.max(columns, (dimensions.at(-1) ?? -1) + 1);
  });
  const indices = new Uint32Array(indptr[rows.length] as number);
  const values = new Float32Array(indices.length);
  rows.forEach(({ dimensions, weights }, row) => {
    indices.set(dimensions, indptr[row]);
    values.set(weights, indptr[row]);
  });
  return { rows: rows.length, columns, indptr, indices, values };
}
