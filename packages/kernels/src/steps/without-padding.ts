import { Slices } from '../runtime/slices.js';
import { paddedWidth } from './factor-layout.js';

/** Factors as they are handed out, where they lie: a copy would be half of all memory again. */
export async function withoutPadding(
  factors: Int16Array,
  count: number,
  rank: number,
  signal: AbortSignal | undefined,
): Promise<Int16Array> {
  const width = paddedWidth(rank);
  const slices = new Slices(signal);
  for (let row = 1; width > rank && row < count; row++) {
    if (slices.due) await slices.rest();
    factors.copyWithin(row * rank, row * width, row * width + rank);
  }
  return factors.subarray(0, count * rank);
}
