import type { Distribution } from './population-stability.js';

/** A distribution from a snapshot. @throws TypeError for anything else */
export function readDistribution(value: unknown): Distribution {
  const { cuts, shares } = value as Distribution;
  const right =
    [cuts, shares].every((each) => Array.isArray(each) && each.every(Number.isFinite)) &&
    cuts.every((cut, index) => index === 0 || cut > (cuts[index - 1] as number)) &&
    shares.length === cuts.length + 2 &&
    shares.every((share) => share >= 0 && share <= 1);
  if (!right) throw new TypeError('This is no distribution.');
  return { cuts, shares };
}
