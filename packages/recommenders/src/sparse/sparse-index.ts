import type { Pace } from '../pace.js';
import { areRatherVectors, type SealedRows, sealLists, sealVectors } from './sealed-rows.js';
import { dot, type SparseRow } from './sparse-row.js';

/** An item and its dot product with what was asked for. */
export interface Found {
  readonly itemId: string;
  readonly score: number;
}

/** The rows as they were when last sealed. */
interface Sealed {
  readonly itemIds: readonly string[];
  readonly rows: SealedRows;
}

/** Up to so many items that changed are compared one by one, and this share of all. */
const LOOSE = 1_000;
const LOOSE_SHARE = 0.1;

/**
 * Items as sparse rows, searched by dot product. What was sealed lies in a form that kernels search; what came,
 * changed or went since is looked at beside it, so that every change counts at once. Exact, but for ties within 1/65,534.
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
    const before = new Map(Array.from(this.#changed, (itemId) => [itemId, this.#rows.get(itemId)]));
    pace.check();
    const sealed = areRatherVectors(rows) ? sealVectors(rows) : await sealLists(rows);
    pace.check();
    this.#sealed = itemIds.length === 0 ? undefined : { itemIds, rows: sealed };
    for (const [itemId, row] of before) if (this.#rows.get(itemId) === row) this.#changed.delete(itemId);
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
    const { itemIds, rows } = this.#sealed;
    const best: string[] = [];
    // A few more than wanted, as lists are rounded and rows are not.
    for (let count = limit + 16; ; count *= 4) {
      const wanted = Math.min(count, itemIds.length);
      const indices = rows.nearest(query, wanted);
      best.length = 0;
      for (const index of indices) {
        const itemId = itemIds[index] as string;
        if (!this.#changed.has(itemId) && allows(itemId)) best.push(itemId);
      }
      if (best.length >= limit + 16 || indices.length < wanted || wanted === itemIds.length) return best;
    }
  }
}
