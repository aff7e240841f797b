import type { Buckets } from './buckets.js';

/**
 * How much more the weeks before the longest window differ than chance makes them: 1 where they don't, never less. What goes up and down
 * anyway has to rise higher.
 *
 * Pearson's statistic, corrected for small counts (Fletcher, *Estimating overdispersion when fitting a generalized linear model to
 * sparse data*, Biometrika 99, 2012).
 */
export function dispersion(counts: Float64Array, totals: Float64Array, buckets: Buckets): number {
  const seen = weekly(counts, buckets);
  const all = weekly(totals, buckets);
  const share = sum(seen) / sum(all);
  if (!(share > 0)) return 1;
  let squares = 0;
  let ratios = 0;
  let weeks = 0;
  all.forEach((total, week) => {
    if (total === 0) return;
    const expected = share * total;
    const count = seen[week] as number;
    squares += (count - expected) ** 2 / expected;
    ratios += count / expected;
    weeks++;
  });
  return weeks < 2 ? 1 : Math.max(1, (squares / (weeks - 1)) * (weeks / ratios));
}

function weekly(counts: Float64Array, { window, week, weeks }: Buckets): Float64Array {
  return Float64Array.from({ length: weeks }, (_, at) =>
    sum(counts.subarray(window + at * week, window + (at + 1) * week)),
  );
}

const sum = (numbers: Float64Array) => numbers.reduce((total, number) => total + number, 0);
