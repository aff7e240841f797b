import { estimateListScorer } from '@sintonia/kernels';
import type { FitEstimate, FitSize } from '@sintonia/spec';

// A row of the log, an entry of the matrix and its copy by columns; an id as text and as a key of a map, in V8.
const BYTES_AN_INTERACTION = 24 + 20 + 12;
const BYTES_AN_ID = 160;

/**
 * What every model of lists takes beside making them: reading, and keeping what was made. The two do not fall together with the
 * most that making takes, but near enough.
 *
 * @param making what making the lists takes
 * @param listLength the most entries of a list
 */
export function estimateLists(
  { people, items, interactions }: FitSize,
  making: FitEstimate,
  listLength: number,
): FitEstimate {
  const entries = mostEntries(items, listLength);
  const reading = BYTES_AN_INTERACTION * interactions + BYTES_AN_ID * (people + items);
  const model = 6 * entries + 8 * items;
  const scorer = estimateListScorer({ rows: items, columns: items, entries });
  // As f32 and u32 on the way into the scorer.
  const handing = 8 * entries;
  return {
    bytes: Math.ceil(reading + Math.max(making.bytes + 8 * entries, model + scorer + handing)),
    work: Math.ceil(making.work + 30 * interactions + 10 * entries),
  };
}

/** Of all lists together. */
export const mostEntries = (items: number, listLength: number) => items * Math.min(listLength, Math.max(0, items - 1));
