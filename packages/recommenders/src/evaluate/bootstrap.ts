import { seededRandom } from '@sintonia/learners';

/** A mean and the interval in which it lies with 95% confidence. */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const RESAMPLES = 1_000;

/**
 * The mean of independent values with its percentile bootstrap interval (Efron 1979), 1,000 resamples. Deterministic.
 *
 * @param values one a person. None gives zeros.
 */
export function bootstrapMean(values: Float64Array, seed: number): Estimate {
  if (values.length === 0) return { mean: 0, low: 0, high: 0 };
  const random = seededRandom(seed);
  const means = Float64Array.from({ length: RESAMPLES }, () => {
    let sum = 0;
    for (let draw = 0; draw < values.length; draw++) sum += values[Math.floor(random() * values.length)] as number;
    return sum / values.length;
  }).sort();
  return {
    mean: meanOf(values),
    low: means[Math.floor(RESAMPLES * 0.025)] as number,
    high: means[Math.ceil(RESAMPLES * 0.975) - 1] as number,
  };
}

/**
 * How much better `ours` is than `theirs` for the same people, person by person.
 *
 * @returns the mean difference; it is significant where the interval leaves out 0.
 */
export function pairedDifference(ours: Float64Array, theirs: Float64Array, seed: number): Estimate {
  return bootstrapMean(
    ours.map((value, person) => value - (theirs[person] as number)),
    seed,
  );
}

export function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? 0 : sum / values.length;
}
