import { itemDegrees } from '../dataset/degrees.js';
import type { TasteMatrix } from '../dataset/taste-matrix.js';
import type { Pace } from '../pace.js';
import type { SparseIndex } from '../sparse/sparse-index.js';
import { type SparseRow, sparseRow } from '../sparse/sparse-row.js';

/** λ: how strongly weights are held back, so that what few items have says little. */
const RIDGE = 2;
/** By then weights change in the third digit. */
const ROUNDS = 15;

/**
 * How many people take items with such attributes: the weights of a ridge regression (Hoerl & Kennard, 1970) of ln(1 + people) on the
 * items' rows, by coordinate descent. What nobody took says nothing, for it may be new.
 *
 * @returns a row: its product with that of an item is how much more than the mean is expected of it. Empty where nobody took anything.
 * @throws SINTONIA_ABORTED
 */
export async function learnDemand(index: SparseIndex, matrix: TasteMatrix, pace: Pace): Promise<SparseRow> {
  const people = itemDegrees(matrix);
  const taken = matrix.itemIds.flatMap((itemId, item) => {
    const row = index.rowOf(itemId);
    return row && (people[item] as number) > 0 ? [{ row, demand: Math.log1p(people[item] as number) }] : [];
  });
  const mean = taken.reduce((sum, { demand }) => sum + demand, 0) / Math.max(1, taken.length);
  const left = Float64Array.from(taken, ({ demand }) => demand - mean);
  const columns = columnsOf(taken.map(({ row }) => row));
  const weights = new Map<number, number>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const [dimension, entries] of columns) {
      if (pace.due()) await pace.rest();
      const before = weights.get(dimension) ?? 0;
      let gradient = -RIDGE * before;
      let curvature = RIDGE;
      for (const { item, weight } of entries) {
        gradient += weight * (left[item] as number);
        curvature += weight ** 2;
      }
      const step = gradient / curvature;
      for (const { item, weight } of entries) left[item] = (left[item] as number) - weight * step;
      weights.set(dimension, before + step);
    }
  }
  return sparseRow(weights);
}

/** By dimension, which items have it, in the order of dimensions. */
function columnsOf(rows: readonly SparseRow[]) {
  const columns = new Map<number, { readonly item: number; readonly weight: number }[]>();
  rows.forEach(({ dimensions, weights }, item) => {
    dimensions.forEach((dimension, at) => {
      const entry = { item, weight: weights[at] as number };
      const column = columns.get(dimension);
      if (column) column.push(entry);
      else columns.set(dimension, [entry]);
    });
  });
  return [...columns].sort(([a], [b]) => a - b);
}
