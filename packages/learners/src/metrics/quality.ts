import { checkLabels, checkNumbers } from '../work/checks.js';
import { auc } from './auc.js';
import { calibrationError, reliability } from './reliability.js';

/** How good probabilities were, all in all. */
export interface Quality {
  /** 0.5 is chance, 1 is perfect. NaN where all rows are of one class. */
  readonly auc: number;
  /** Mean squared error, 0 to 1; lower is better (Brier, 1950). */
  readonly brier: number;
  /** Mean −ln of the probability given to what happened; lower is better. */
  readonly logLoss: number;
  /** Expected calibration error over 10 bins of equal count: the mean distance of promise and share, 0 to 1. */
  readonly calibrationError: number;
}

/** @throws RangeError, TypeError for labels that do not fit, probabilities out of range, no rows at all */
export function quality(probabilities: Float64Array, labels: Uint8Array): Quality {
  return {
    auc: auc(probabilities, labels),
    brier: brier(probabilities, labels),
    logLoss: logLoss(probabilities, labels),
    calibrationError: calibrationError(reliability(probabilities, labels)),
  };
}

/** The mean squared error of probabilities, 0 to 1 (Brier, 1950). @throws RangeError, TypeError */
export function brier(probabilities: Float64Array, labels: Uint8Array): number {
  return meanOf(probabilities, labels, (probability, label) => (probability - label) ** 2);
}

// A promise of 0 or 1 that is broken would cost infinitely much; this is what it costs elsewhere, too.
const SUREST = 1e-15;

/** The mean −ln of the probability given to what happened; each at least 10⁻¹⁵. @throws RangeError, TypeError */
export function logLoss(probabilities: Float64Array, labels: Uint8Array): number {
  return meanOf(probabilities, labels, (probability, label) => {
    return -Math.log(Math.max(SUREST, label === 1 ? probability : 1 - probability));
  });
}

/** The share of rows where a probability of at least `threshold` went with a 1, or a lower one with a 0. @throws RangeError, TypeError */
export function accuracy(probabilities: Float64Array, labels: Uint8Array, threshold = 0.5): number {
  return meanOf(probabilities, labels, (probability, label) => Number(probability >= threshold === (label === 1)));
}

function meanOf(
  probabilities: Float64Array,
  labels: Uint8Array,
  of: (probability: number, label: number) => number,
): number {
  checkProbabilities(probabilities, labels);
  let sum = 0;
  for (let at = 0; at < labels.length; at++) sum += of(probabilities[at] as number, labels[at] as number);
  return sum / labels.length;
}

/** @throws RangeError, TypeError */
export function checkProbabilities(probabilities: Float64Array, labels: Uint8Array): void {
  checkNumbers(probabilities, probabilities.length, 'probabilities', 0);
  const wrong = probabilities.findIndex((probability) => probability > 1);
  if (wrong >= 0) throw new RangeError(`probabilities[${wrong}] is ${probabilities[wrong]}; it has to be from 0 to 1.`);
  if (probabilities.length === 0) throw new RangeError('probabilities has no entries; it needs at least one.');
  checkLabels(labels, probabilities.length);
}
