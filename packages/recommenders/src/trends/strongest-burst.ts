import type { Baseline } from './baseline.js';
import { dispersion } from './dispersion.js';
import { incompleteBeta } from './incomplete-beta.js';
import { addCounts, bucketOf, personOf } from './marks.js';

/** The last buckets in which a series is most surprising. */
export interface Burst {
  /** How many buckets, up to now. */
  readonly length: number;
  /** Once a person and bucket. */
  readonly count: number;
  readonly expected: number;
  readonly people: number;
  /** Of as much or more by accident, in any of the windows. */
  readonly chance: number;
  /** The logarithm of how much likelier a rise makes it. */
  readonly evidence: number;
  /** How much of it is left, from 0 to 1: what was done a half-life ago counts half. */
  readonly freshness: number;
}

export interface BurstSettings {
  /** Fewer people than that are no burst. */
  readonly people: number;
  /** Less than so many times what was expected is none. */
  readonly rise: number;
  /** Buckets after which a burst counts half. */
  readonly halfLife: number;
}

/**
 * Looks at all windows that end now (the prospective scan statistic of Kulldorff, 2001): is the series' share of what its family did in
 * the window larger than before? By the conditional test of two Poisson counts (Przyborowski & Wilenski, Biometrika 31, 1940), which
 * holds whatever the family's own ups and downs, counts divided by their dispersion (Wedderburn, 1974), times the number of windows.
 *
 * @param marks each once, the latest first
 */
export function strongestBurst(marks: Float64Array, baseline: Baseline, settings: BurstSettings): Burst | undefined {
  const { buckets, totals } = baseline;
  const counts = new Float64Array(buckets.count);
  addCounts(marks, counts);
  const past = baseline.pastOf(counts);
  const spread = dispersion(counts, totals, buckets);
  const people = new Set<number>();
  let strongest: Burst | undefined;
  let [place, count, fresh] = [0, 0, 0];
  for (let length = 1; length <= buckets.window; length++) {
    const bucket = length - 1;
    if (counts[bucket] === 0) continue;
    for (; place < marks.length && bucketOf(marks[place] as number) === bucket; place++) {
      people.add(personOf(marks[place] as number));
    }
    count += counts[bucket] as number;
    fresh += (counts[bucket] as number) * 2 ** (-bucket / settings.halfLife);
    if (people.size < settings.people) continue;
    const exposure = baseline.exposure(past, length);
    const before = past.before[length] as number;
    const expected = exposure.before > 0 ? (before * exposure.now) / exposure.before : count;
    if (count < settings.rise * expected) continue;
    const part = exposure.now / (exposure.now + exposure.before);
    const chance = Math.min(1, buckets.window * incompleteBeta(part, count / spread, before / spread + 1));
    if (strongest && strongest.chance <= chance) continue;
    const evidence = logLikelihoodRatio(count, before, part) / spread;
    strongest = { length, count, expected, people: people.size, chance, evidence, freshness: fresh / count };
  }
  return strongest;
}

/** Dunning, *Accurate methods for the statistics of surprise and coincidence*, 1993. */
function logLikelihoodRatio(now: number, before: number, part: number): number {
  const all = now + before;
  const term = (count: number, share: number) => (count > 0 ? count * Math.log(count / (all * share)) : 0);
  return Math.max(0, term(now, part) + term(before, 1 - part));
}
