import type { FitSize } from '@sintonia/spec';

/** Room that V8 takes for what goes by while a stream of whatever length is read, and what of it is left after: measured on Node 20. */
const READING = 60 * 2 ** 20;
const READ = 36 * 2 ** 20;
/** As text and as a key of a map, in V8. */
const BYTES_AN_ID = 100;
/** A row of the log; and the log by person, with items by rising id. */
const BYTES_AN_INTERACTION = 24;
const BYTES_TO_SORT_IT = 4;
/** Of the matrix: item, time and weight. */
const BYTES_A_PAIR = 16;

/** The most memory of a fit that reads its data and then learns from the matrix. @param learning bytes beside the matrix */
export function estimateReading(
  { people, items, interactions, pairs = interactions }: FitSize,
  learning: number,
): number {
  const reading = READING + (BYTES_AN_INTERACTION + BYTES_TO_SORT_IT) * interactions;
  const most = Math.max(reading, READ + learning);
  return Math.ceil(BYTES_AN_ID * (people + items) + BYTES_A_PAIR * pairs + most);
}
