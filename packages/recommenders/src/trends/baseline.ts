import type { Buckets } from './buckets.js';

/** Mentions' worth of no season at all: few of them at a time of the week tell nothing. */
const NO_SEASON = 5;

/** Sums of what lies before the windows, each bucket weighed by how long ago it was. */
export interface Past {
  /** By length of the window: all before it. */
  readonly before: Float64Array;
  /** By bucket of the longest window: the same time of all weeks before. */
  readonly season: Float64Array;
}

/** What a series is expected to do, from what all of its family did (`totals`) and when it did its own share of it. */
export class Baseline {
  readonly #weights: Float64Array;
  readonly #past: Past;

  /** @param totals of the family, by bucket. @param halfLife buckets after which the past says half as much. */
  constructor(
    readonly buckets: Buckets,
    readonly totals: Float64Array,
    halfLife: number,
  ) {
    this.#weights = Float64Array.from(totals, (_, bucket) => 2 ** (-bucket / halfLife));
    this.#past = this.pastOf(totals);
  }

  pastOf(counts: Float64Array): Past {
    const { window, week, count } = this.buckets;
    const before = new Float64Array(window + 1);
    const season = new Float64Array(window);
    let sum = 0;
    for (let bucket = count - 1; bucket >= 0; bucket--) {
      const weighed = (this.#weights[bucket] as number) * (counts[bucket] as number);
      sum += weighed;
      if (bucket <= window) before[bucket] = sum;
      const slot = bucket % week;
      if (bucket >= week && slot < window) season[slot] = (season[slot] as number) + weighed;
    }
    return { before, season };
  }

  /**
   * How much of the family's doings lay in the last `length` buckets and before, the former as if every time of the week were like
   * any other. Where the series has its times of the week, more or less is expected of them.
   */
  exposure({ before, season }: Past, length: number): { readonly now: number; readonly before: number } {
    const allBefore = this.#past.before[length] as number;
    const share = allBefore > 0 ? (before[length] as number) / allBefore : 0;
    let now = 0;
    for (let bucket = 0; bucket < length; bucket++) {
      const usual = share * (this.#past.season[bucket] as number);
      now += (this.totals[bucket] as number) * seasonal(season[bucket] as number, usual);
    }
    return { now, before: allBefore };
  }
}

/** How much more than usual. A season may explain a rise; a quiet time makes one only where it surely is quiet (two standard errors). */
function seasonal(seen: number, usual: number): number {
  const ratio = (seen + NO_SEASON) / (usual + NO_SEASON);
  if (ratio >= 1) return ratio;
  return Math.min(1, ratio + (2 * Math.sqrt(seen + NO_SEASON)) / (usual + NO_SEASON));
}
