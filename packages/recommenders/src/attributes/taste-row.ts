import type { Interaction } from '@sintonia/spec';
import { seedsOf } from '../lists/seeds.js';
import type { SparseIndex } from '../sparse/sparse-index.js';
import { type SparseRow, sumOfRows } from '../sparse/sparse-row.js';

/** What a person took, as one row: the weighted mean of the items; what was turned down takes away. Undefined where nothing is known. */
export function tasteRow(
  history: readonly Interaction[],
  index: SparseIndex | undefined,
  { personLimit, negativeShare }: { readonly personLimit: number; readonly negativeShare: number },
): SparseRow | undefined {
  const known: [SparseRow, number][] = [];
  let total = 0;
  for (const [itemId, weight] of seedsOf(history, personLimit, negativeShare)) {
    const row = index?.rowOf(itemId);
    if (!row) continue;
    known.push([row, weight]);
    total += Math.abs(weight);
  }
  return total === 0 ? undefined : sumOfRows(known.map(([row, weight]) => [row, weight / total]));
}
