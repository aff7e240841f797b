import { byScore } from '../metrics/by-score.js';
import { checkNumber, checkNumbers } from '../work/checks.js';

/**
 * The earlier rows to learn from, the latest to judge by. Rows of the same moment never part.
 *
 * @param share of the rows to judge by, above 0 and under 1
 * @returns places in the order of time; `later` is empty where all rows are of the same moment
 * @throws RangeError, TypeError for times that are not finite
 */
export function timeSplit(
  times: Float64Array,
  share: number,
): { readonly earlier: Uint32Array; readonly later: Uint32Array } {
  checkNumbers(times, times.length, 'times');
  checkNumber(share, Number.MIN_VALUE, 1 - Number.EPSILON, 'share');
  const order = byScore(times);
  let cut = Math.round((1 - share) * order.length);
  while (cut > 0 && cut < order.length && times[order[cut] as number] === times[order[cut - 1] as number]) cut++;
  return { earlier: order.slice(0, cut), later: order.slice(cut) };
}
