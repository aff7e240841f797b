import type { Pace } from '../pace.js';
import type { SparseIndex } from '../sparse/sparse-index.js';
import { dot, type SparseRow } from '../sparse/sparse-row.js';

/** So many items are looked for, evenly over all. */
const ASKED = 50;
const PLACES = 20;

/** How much of the true first twenty places an index finds, asked for what is like its own items. 0 to 1. @throws SINTONIA_ABORTED */
export async function recallOf(
  index: SparseIndex,
  pace: Pace,
): Promise<{ readonly share: number; readonly asked: number; readonly places: number }> {
  const { itemIds } = index;
  const rows = itemIds.map((itemId) => index.rowOf(itemId) as SparseRow);
  const step = Math.max(1, Math.floor(itemIds.length / ASKED));
  let [asked, found, wanted] = [0, 0, 0];
  for (let at = 0; at < itemIds.length && asked < ASKED; at += step) {
    if (pace.due()) await pace.rest();
    const query = rows[at] as SparseRow;
    const scores = rows.map((row) => dot(query, row));
    const best = scores.toSorted((a, b) => b - a).slice(0, PLACES);
    // What ties with the last place is as right as what stands there.
    const least = Math.max(best.at(-1) ?? 0, Number.MIN_VALUE);
    wanted += best.filter((score) => score > 0).length;
    found += index.search(query, PLACES, () => true).filter(({ score }) => score >= least).length;
    asked++;
  }
  return { share: wanted === 0 ? 1 : found / wanted, asked, places: PLACES };
}
