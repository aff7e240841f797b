import { estimateListScorer } from '@sintonia/kernels';
import type { FitEstimate, FitSize } from '@sintonia/spec';

/** Σ over people of (their items)², beside what it were if all had the same: 2 to 6 in the data sets that we know. */
const SKEW = 4;
/** A row of the log. */
const BYTES_AN_INTERACTION = 24;
/** Of the matrix: item, time and weight. */
const BYTES_A_PAIR = 16;
/** As text and as a key of a map, in V8. */
const BYTES_AN_ID = 160;
/** What V8 takes for reading a stream, whatever its length: measured on Node 20. */
const BYTES_FOR_READING = 40 * 2 ** 20;

/** Who took what, as kernels take it, and how many additions lists of it cost. */
export function listShape({ people, items, interactions, pairs = interactions, squares }: FitSize) {
  const all = squares ?? SKEW * (pairs ** 2 / Math.max(1, people));
  const shape = { rows: people, columns: items, entries: pairs, pairs: all };
  /** Pairs of items that somebody took both of, at most. */
  const together = Math.min(items ** 2, all);
  return { shape, squares: all, together };
}

/**
 * What every model of lists takes beside making them: reading, and keeping what was made.
 *
 * @param making what making the lists takes
 * @param listLength the most entries of a list
 */
export function estimateLists(size: FitSize, making: FitEstimate, listLength: number): FitEstimate {
  const { people, items, interactions, pairs = interactions } = size;
  const entries = Math.min(mostEntries(items, listLength), listShape(size).squares);
  const ids = BYTES_FOR_READING + BYTES_AN_ID * (people + items);
  // The log twice while it is sorted by person, and then what comes of it twice.
  const folding = 2 * BYTES_AN_INTERACTION * interactions + BYTES_A_PAIR * pairs;
  // As f32 and u32, as 16 bits, and these once more in the memory of the scorer.
  const rounding = 8 * entries + 6 * entries + estimateListScorer({ rows: items, columns: items, entries });
  return {
    bytes: Math.ceil(ids + Math.max(folding, BYTES_A_PAIR * pairs + Math.max(making.bytes, rounding))),
    work: Math.ceil(making.work + 30 * interactions + 10 * entries),
  };
}

/** Of all lists together. */
const mostEntries = (items: number, listLength: number) => items * Math.min(listLength, Math.max(0, items - 1));
