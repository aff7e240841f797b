import type { Candidate, Item, PickReason } from '@sintonia/spec';
import type { ItemModel } from '../catalog/current-model.js';
import type { Metric } from './metric.js';
import type { RobustSpace } from './robust-space.js';

/** A row to be near to (or, below 0, far from), the item that it stands for, and how much it counts. */
export interface Seed {
  readonly itemId: string;
  readonly row: Float64Array;
  readonly weight: number;
}

/** An item that is like the seeds. */
export interface Scanned {
  readonly itemId: string;
  readonly row: Float64Array;
  readonly score: number;
}

/** Items as rows, all of them looked at for every answer. */
export class MetricModel implements ItemModel {
  readonly #rows = new Map<string, Float64Array>();

  constructor(
    readonly space: RobustSpace,
    private readonly metric: Metric,
  ) {}

  /** Items in ascending order. */
  get itemIds(): readonly string[] {
    return [...this.#rows.keys()].sort();
  }

  rowOf(itemId: string): Float64Array | undefined {
    return this.#rows.get(itemId);
  }

  put(item: Item): void {
    const row = this.space.rowOf(item);
    if (row) this.#rows.set(item.itemId, row);
    else this.#rows.delete(item.itemId);
  }

  putRow(itemId: string, row: Float64Array): void {
    this.#rows.set(itemId, row);
  }

  remove(itemId: string): void {
    this.#rows.delete(itemId);
  }

  /**
   * Looks at one item after the other, and says which have Σ over the seeds of weight / (1 + distance) above 0. A distance that is no
   * number counts as infinite.
   */
  *scan(seeds: readonly Seed[], allows: (itemId: string) => boolean): Generator<Scanned | undefined> {
    for (const [itemId, row] of this.#rows) {
      let score = 0;
      if (allows(itemId)) for (const seed of seeds) score += this.#likeness(seed, row);
      yield score > 0 ? { itemId, row, score } : undefined;
    }
  }

  /** The best of what was found, ties by id, each seed with its part as a reason. */
  best(found: Scanned[], limit: number, seeds: readonly Seed[]): readonly Candidate[] {
    found.sort((a, b) => b.score - a.score || (a.itemId < b.itemId ? -1 : 1));
    return found
      .slice(0, limit)
      .map(({ itemId, row, score }) => ({ itemId, score, reasons: this.#reasonsOf(seeds, row) }));
  }

  #reasonsOf(seeds: readonly Seed[], row: Float64Array): readonly PickReason[] {
    return seeds
      .map((seed) => ({
        kind: 'similarTo' as const,
        itemId: seed.itemId,
        contribution: this.#likeness(seed, row),
      }))
      .filter(({ contribution }) => contribution !== 0)
      .sort((a, b) => b.contribution - a.contribution || (a.itemId < b.itemId ? -1 : 1));
  }

  #likeness({ row, weight }: Seed, other: Float64Array): number {
    const apart = this.metric(row, other);
    return Number.isNaN(apart) ? 0 : weight / (1 + apart);
  }
}
