import { assertKnownOptions } from '@sintonia/spec';
import { invalidOption } from '../options/invalid-option.js';
import { readOptionNumber } from '../options/read-options.js';

/** What a segment is judged by. */
export const criteria = ['relevant', 'actionable', 'measurable', 'stable', 'distinct'] as const;

export type Criterion = (typeof criteria)[number];

export type QualityGrade = 'good' | 'fair' | 'poor' | 'unknown';

/** From which value on a segment is good, and from which on fair. */
export interface Threshold {
  readonly good: number;
  readonly fair: number;
}

/** A grade with what it came from. */
export interface Graded extends Threshold {
  readonly grade: QualityGrade;
  /** `null` where there is nothing to go by: the grade is `unknown`. */
  readonly value: number | null;
}

/**
 * - `relevant`: the largest |Cliff's δ| on the chosen outcomes. .33 and .147 are _medium_ and _small_ (Romano et al. 2006).
 * - `actionable`: the share that may be reached by some channel.
 * - `measurable`: the smallest standardised difference to the others that would be seen in 8 of 10 cases at 5%: the less the
 *   better. .2 and .5 are a _small_ and a _medium_ effect (Cohen 1988).
 * - `stable`: the Jaccard index of its members then and now. .75 and .5 are _stable_ and _dissolved_ (Hennig 2007).
 * - `distinct`: the Jaccard index with the segment that is most like it: the less the better.
 */
export const defaultThresholds: Readonly<Record<Criterion, Threshold>> = {
  relevant: { good: 0.33, fair: 0.147 },
  actionable: { good: 0.5, fair: 0.2 },
  measurable: { good: 0.2, fair: 0.5 },
  stable: { good: 0.75, fair: 0.5 },
  distinct: { good: 0.25, fair: 0.5 },
};

const lessIsBetter: ReadonlySet<Criterion> = new Set(['measurable', 'distinct']);

export function graded(criterion: Criterion, value: number | null, { good, fair }: Threshold): Graded {
  const sign = lessIsBetter.has(criterion) ? -1 : 1;
  const reaches = (bound: number) => value !== null && sign * value >= sign * bound;
  const grade = value === null ? 'unknown' : reaches(good) ? 'good' : reaches(fair) ? 'fair' : 'poor';
  return { grade, value, good, fair };
}

/**
 * `sound`: nothing speaks against it, and at most one criterion could not be judged. `unsound`: two criteria are poor.
 * `tooFewPeople`: not judged.
 */
export type Verdict = 'sound' | 'doubtful' | 'unsound' | 'tooFewPeople';

export function verdictOf(grades: Readonly<Record<Criterion, Graded>>): Verdict {
  const count = (grade: QualityGrade) => criteria.filter((criterion) => grades[criterion].grade === grade).length;
  if (count('poor') >= 2) return 'unsound';
  return count('poor') === 0 && count('unknown') <= 1 ? 'sound' : 'doubtful';
}

/** @throws SINTONIA_OPTION_INVALID that names the threshold. */
export function readThresholds(thresholds: Partial<Record<Criterion, Threshold>>): Record<Criterion, Threshold> {
  assertKnownOptions(thresholds, criteria, 'thresholds');
  const all = { ...defaultThresholds, ...thresholds };
  for (const criterion of criteria) {
    const field = `thresholds.${criterion}`;
    const threshold = all[criterion];
    assertKnownOptions(threshold, ['good', 'fair'], field);
    const good = readOptionNumber(threshold.good, `${field}.good`, 0, 10);
    const fair = readOptionNumber(threshold.fair, `${field}.fair`, 0, 10);
    const inOrder = lessIsBetter.has(criterion) ? good <= fair : good >= fair;
    if (!inOrder) throw invalidOption(`${field}.good`, `at least as strict as fair`);
  }
  return all;
}
