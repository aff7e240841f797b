import type { PercentileCondition } from '../language/person-condition.js';

// Under this, a percentile says more about who happened to be there than about where a person stands.
const FEWEST = 20;

/**
 * The value from which on (top) or up to which (bottom) at most so many percent of the values lie. Equal values never part:
 * where the share can't be that small, there is no threshold (null).
 *
 * @param sorted ascending.
 * @returns undefined with fewer than 20 values.
 */
export function thresholdOf(condition: PercentileCondition, sorted: ArrayLike<number>): number | null | undefined {
  const count = sorted.length;
  if (count < FEWEST) return undefined;
  const isTop = 'top' in condition;
  // Rounded first, so that 10% of 30 is 3 and not 2.9999….
  const room = Math.floor(Number(((count * (isTop ? condition.top : condition.bottom)) / 100).toFixed(9)));
  const outwards = (rank: number) => sorted[isTop ? count - rank : rank - 1] as number;
  for (let rank = room; rank >= 1; rank--) {
    if (outwards(rank) !== outwards(rank + 1)) return outwards(rank);
  }
  return null;
}
