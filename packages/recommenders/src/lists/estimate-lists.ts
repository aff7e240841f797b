import { estimateListScorer, workerBytes } from '@sintonia/kernels';
import type { FitEstimate, FitSize } from '@sintonia/spec';
import { estimateReading } from '../dataset/estimate-reading.js';
import { pool } from '../pool.js';

/** Σ over people of (their items)², beside what it were if all had the same: 2 to 6 in the data sets that we know. */
const SKEW = 4;
/** Where it was counted, items are taken to be in demand ∝ rank^−this: on Gowalla that foretells 18.7 of 17.8 million entries. */
const DEMAND = 0.75;
/** Ranks of 0 to 1 that stand for those around them, closer together at the top. */
const STEPS = 48;
const ranks = Array.from({ length: STEPS }, (_, step) => ({
  items: ((step + 1) / STEPS) ** 3 - (step / STEPS) ** 3,
  demand: (1 - DEMAND) * ((step + 0.5) / STEPS) ** (-3 * DEMAND),
}));

/** Who took what, as kernels take it, and what lists of it come to. */
export function listShape(size: FitSize, listLength: number) {
  const { people, items, interactions, pairs = interactions } = size;
  const squares = size.squares ?? SKEW * (pairs ** 2 / Math.max(1, people));
  const longest = Math.min(listLength, Math.max(0, items - 1));
  const all = Math.min(items * longest, squares);
  const entries = Math.ceil(size.squares === undefined ? all : Math.min(all, usualEntries(squares, items, longest)));
  return { shape: { rows: people, columns: items, entries: pairs, pairs: entries }, squares, entries };
}

/** How many entries lists have where chance says whom an item meets: the more often it meets the same ones, the shorter its list. */
function usualEntries(squares: number, items: number, longest: number): number {
  if (items === 0) return 0;
  const met = (meetings: number) =>
    ranks.reduce((sum, rank) => sum - rank.items * Math.expm1(-meetings * rank.demand), 0);
  const lengthAt = (demand: number) => Math.min(longest, items * met((demand * squares) / items ** 2));
  return items * ranks.reduce((sum, rank) => sum + rank.items * lengthAt(rank.demand), 0);
}

/**
 * What every model of lists takes beside making them: reading, and what they are rounded into and kept in.
 *
 * @param making what making the lists takes, the lists themselves included
 * @param listLength the most entries of a list
 */
export function estimateLists(size: FitSize, making: FitEstimate, listLength: number): FitEstimate {
  const { items, interactions } = size;
  const { entries } = listShape(size, listLength);
  // Rounded they are where they were made, by nobody but the caller.
  const scorer = estimateListScorer({ rows: items, columns: items, entries });
  const bytes = making.bytes + Math.max(0, scorer - workerBytes(pool().threads));
  return {
    bytes: estimateReading(size, bytes),
    work: Math.ceil(making.work + 30 * interactions + 10 * entries),
  };
}
