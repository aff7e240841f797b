import type { Candidate, Item, PickReason } from '@sintonia/spec';
import type { ItemModel } from '../catalog/current-model.js';
import type { Pace } from '../pace.js';
import { SparseIndex } from '../sparse/sparse-index.js';
import { isSameRow, overlap, type SparseRow, sparseRow, sumOfRows } from '../sparse/sparse-row.js';
import type { AttributeSpace } from './attribute-space.js';

type Part = Extract<PickReason, { kind: 'attribute' }>;

const NOTHING = sparseRow(new Map());

/** What was learnt: the space, the items in it, what they are like on average, and how much such items are in demand. */
export class AttributesModel implements ItemModel {
  constructor(
    readonly space: AttributeSpace,
    readonly index: SparseIndex,
    readonly mean: SparseRow,
    readonly demand: SparseRow = NOTHING,
  ) {}

  /** The same with another demand. */
  withDemand(demand: SparseRow): AttributesModel {
    return new AttributesModel(this.space, this.index, this.mean, demand);
  }

  /** @throws SINTONIA_ABORTED */
  static async of(space: AttributeSpace, items: readonly Item[], pace: Pace): Promise<AttributesModel> {
    const index = new SparseIndex();
    const rows: SparseRow[] = [];
    for (const item of items) {
      if (pace.due()) await pace.rest();
      const row = space.rowOf(item);
      rows.push(row);
      index.put(item.itemId, row);
    }
    await index.seal(pace);
    return new AttributesModel(space, index, sumOfRows(rows.map((row) => [row, 1 / rows.length])));
  }

  /** Where an item belongs now. One that has not changed is left where it is. */
  put(item: Item): void {
    const row = this.space.rowOf(item);
    const before = this.index.rowOf(item.itemId);
    if (!before || !isSameRow(row, before)) this.index.put(item.itemId, row);
  }

  remove(itemId: string): void {
    this.index.remove(itemId);
  }

  async settle(pace: Pace): Promise<void> {
    if (this.index.wantsSealing) await this.index.seal(pace);
  }

  /** What is nearest to a row, and by which attributes more so than items on average. */
  near(query: SparseRow, limit: number, allows: (itemId: string) => boolean): readonly Candidate[] {
    const candidates: Candidate[] = [];
    for (const { itemId } of this.index.search(query, limit, allows)) {
      const reasons = this.reasonsOf(query, this.index.rowOf(itemId) as SparseRow);
      const score = reasons.reduce((sum, { contribution }) => sum + contribution, 0);
      if (reasons.length > 0) candidates.push({ itemId, score, reasons });
    }
    return candidates.sort((a, b) => b.score - a.score || (a.itemId < b.itemId ? -1 : 1));
  }

  /** By attribute and value what speaks for an item, less what speaks for any item; the strongest first. */
  reasonsOf(query: SparseRow, row: SparseRow): readonly Part[] {
    const parts = new Map<string, { value: string; strongest: number; contribution: number }>();
    const partOf = (dimension: number) => {
      const { attribute, value } = this.space.dimension(dimension);
      const part = parts.get(attribute) ?? { value, strongest: 0, contribution: 0 };
      parts.set(attribute, part);
      return { part, value };
    };
    overlap(query, row, (dimension, weight, own) => {
      const { part, value } = partOf(dimension);
      part.contribution += weight * own;
      if (weight * own > part.strongest) Object.assign(part, { value, strongest: weight * own });
    });
    overlap(query, this.mean, (dimension, weight, usual) => {
      partOf(dimension).part.contribution -= weight * usual;
    });
    return [...parts]
      .filter(([, { contribution }]) => contribution !== 0)
      .map(([attribute, { value, contribution }]) => ({ kind: 'attribute' as const, attribute, value, contribution }))
      .sort((a, b) => b.contribution - a.contribution || (a.attribute < b.attribute ? -1 : 1));
  }
}
