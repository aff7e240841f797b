import { DAY, MINUTE, type Signal } from '@sintonia/spec';

/** After half an hour without a signal the next one is another visit, as in most web statistics. */
const VISIT_ENDS_AFTER = 30 * MINUTE;
/** One gap alone is an accident. */
const FEWEST_VISITS = 3;

/** The median of days from the start of a visit to the next; undefined below three visits. */
export function daysBetweenVisits(signals: readonly Signal[]): number | undefined {
  const moments = signals.map(({ timestamp }) => timestamp).sort((a, b) => a - b);
  const starts = moments.filter((at, index) => at - (moments[index - 1] ?? -Infinity) >= VISIT_ENDS_AFTER);
  if (starts.length < FEWEST_VISITS) return undefined;
  const gaps = starts.slice(1).map((at, index) => at - (starts[index] as number));
  gaps.sort((a, b) => a - b);
  const middle = gaps.length >> 1;
  const median = gaps.length % 2 === 1 ? gaps[middle] : ((gaps[middle - 1] as number) + (gaps[middle] as number)) / 2;
  return (median as number) / DAY;
}
