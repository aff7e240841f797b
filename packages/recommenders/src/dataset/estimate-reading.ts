import type { FitSize } from '@sintonia/spec';

/** Room that V8 takes to read a stream of whatever length: measured on Node 20, 20 to 50 MiB. */
const YOUNG = 30 * 2 ** 20;
/** As text and as a key of a map, in V8. */
const BYTES_AN_ID = 100;
/** A row of the log; and the log by person, with items by rising id. */
const BYTES_AN_INTERACTION = 24;
const BYTES_TO_SORT_IT = 8;
/** Of the matrix: item, time and weight. */
const BYTES_A_PAIR = 16;

/** How much of what was read V8 has not collected yet while learning begins: measured, from none to all. */
const LEFT = 0.5;

/**
 * The most memory of a fit that reads its data and then learns from the matrix.
 *
 * @param learning bytes beside the matrix at the beginning, and at most later on
 */
export function estimateReading(
  { people, items, interactions, pairs = interactions }: FitSize,
  learning: { readonly first: number; readonly later: number },
): number {
  const read = (BYTES_AN_INTERACTION + BYTES_TO_SORT_IT) * interactions;
  const most = Math.max(read, LEFT * read + learning.first, learning.later);
  return Math.ceil(YOUNG + BYTES_AN_ID * (people + items) + BYTES_A_PAIR * pairs + most);
}
