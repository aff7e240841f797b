import { median } from '../quantile.js';

/**
 * Warms up, then takes turns until the time is up: each round begins with another variant, and every other one goes backward, for what
 * is in the caches, and whether anybody is awake, depends on who came before.
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
      const forward = (round + turn) % variants.length;
      const place = round % 2 === 0 ? forward : variants.length - 1 - forward;
      const start = performance.now();
      await variants[place]?.();
      took[place]?.push(performance.now() - start);
    }
  }
  return took.map(median);
}
