import { estimateListScorer } from '@sintonia/kernels';
import type { FitEstimate, FitSize } from '@sintonia/spec';
import { estimateReading } from '../dataset/estimate-reading.js';

/** Σ over people of (their items)², beside what it were if all had the same: 2 to 6 in the data sets that we know. */
const SKEW = 4;
/** Where it was counted, items are taken to be in demand ∝ rank^−this, about as in the data sets that we know. */
const DEMAND = 0.6;

/** Who took what, as kernels take it, and what lists of it come to. */
export function listShape(size: FitSize, listLength: number) {
  const { people, items, interactions, pairs = interactions } = size;
  const squares = size.squares ?? SKEW * (pairs ** 2 / Math.max(1, people));
  const longest = Math.min(listLength, Math.max(0, items - 1));
  const all = Math.min(items * longest, squares);
  const entries = Math.ceil(size.squares === undefined ? all : Math.min(all, usualEntries(squares, items, longest)));
  return { shape: { rows: people, columns: items, entries: pairs, pairs: entries }, squares, entries };
}

/** The lists of items in demand are full, those of others as long as people with them have others. */
function usualEntries(squares: number, items: number, longest: number): number {
  if (items === 0 || longest === 0) return 0;
  const least = ((1 - DEMAND) * squares) / items;
  const full = Math.min(1, (least / longest) ** (1 / DEMAND));
  return items * (longest * full + (least / (1 - DEMAND)) * (1 - full ** (1 - DEMAND)));
}

/**
 * What every model of lists takes beside making them: reading, rounding, and keeping what was made.
 *
 * @param making what making the lists takes, the lists themselves included
 * @param listLength the most entries of a list
 */
export function estimateLists(size: FitSize, making: FitEstimate, listLength: number): FitEstimate {
  const { items, interactions } = size;
  const { entries } = listShape(size, listLength);
  const lists = 8 * entries;
  // As f32 and u32, as 16 bits, and these once more in the memory of the scorer.
  const rounding = lists + 6 * entries + estimateListScorer({ rows: items, columns: items, entries });
  return {
    bytes: estimateReading(size, { first: making.bytes - lists, later: Math.max(making.bytes, rounding) }),
    work: Math.ceil(making.work + 30 * interactions + 10 * entries),
  };
}
