import type { PickReason } from '@sintonia/spec';
import type { SparseRow } from '../sparse/sparse-row.js';

/** Something that speaks for items, or against them. */
export interface Seed {
  /** Below 0 for what speaks against. */
  readonly weight: number;
  /** Its terms, as `TextIndex.asked` gives them. */
  readonly row: SparseRow;
  /** Of length 1; undefined while it has none. */
  readonly vector: Float32Array | undefined;
  /** Says that it spoke for an item. */
  reason(itemId: string, contribution: number): PickReason;
}
