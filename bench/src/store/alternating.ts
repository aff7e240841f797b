import { median } from '../quantile.js';

/**
 * Warms up, then takes turns until the time is up: each round begins with another variant, for whoever comes first finds other things
 * in the caches than who comes second.
 *
 * @param prepare is called before each round, outside of what is measured.
 * @returns the median of each, in milliseconds
 */
export async function alternating(
  seconds: number,
  variants: readonly (() => Promise<unknown> | unknown)[],
  prepare: () => void = () => {},
): Promise<readonly number[]> {
  const took = variants.map((): number[] => []);
  prepare();
  for (const warm of variants) await warm();
  const end = performance.now() + seconds * 1_000;
  for (let round = 0; round === 0 || performance.now() < end; round += 1) {
    prepare();
    for (let turn = 0; turn < variants.length; turn += 1) {
      const place = (round + turn) % variants.length;
      const start = performance.now();
      await variants[place]?.();
      took[place]?.push(performance.now() - start);
    }
  }
  return took.map(median);
}
