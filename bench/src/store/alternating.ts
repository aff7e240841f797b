import { median } from '../quantile.js';

/** Warms up, then takes turns until the time is up. @returns the median of each, in milliseconds */
export async function alternating(
  seconds: number,
  variants: readonly (() => Promise<unknown> | unknown)[],
): Promise<readonly number[]> {
  const took = variants.map((): number[] => []);
  for (const warm of variants) await warm();
  const end = performance.now() + seconds * 1_000;
  do {
    for (const [place, variant] of variants.entries()) {
      const start = performance.now();
      await variant();
      took[place]?.push(performance.now() - start);
    }
  } while (performance.now() < end);
  return took.map(median);
}
