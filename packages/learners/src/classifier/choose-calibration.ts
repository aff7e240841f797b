import type { Calibration } from '../calibration/calibration.js';
import { learnIsotonic } from '../calibration/isotonic.js';
import { noCalibration } from '../calibration/no-calibration.js';
import { learnPlatt } from '../calibration/platt.js';
import { logLoss } from '../metrics/quality.js';
import { foldCount, foldRows } from '../validation/stratified-folds.js';

type Learn = (scores: Float64Array, labels: Uint8Array) => Calibration | Promise<Calibration>;

// With fewer, steps follow chance (Niculescu-Mizil & Caruana, 2005).
const ISOTONIC_ROWS = 1_000;

/** A calibration, and what it made of rows that it was not learnt from. */
export interface ChosenCalibration {
  readonly calibration: Calibration;
  /** The probability of each row, 0 to 1. */
  readonly outOfFold: Float64Array;
}

/**
 * Leaves scores as they are, or calibrates them by Platt, or, from 1,000 rows on, isotonically: whichever has the least log loss on
 * rows that it was not learnt from.
 *
 * @param scores log-odds of each row, by what has not seen it
 * @param folds the part of each row, from 0 without gaps
 * @throws RangeError, TypeError that name the parameter; the reason of `signal`
 */
export async function chooseCalibration(
  scores: Float64Array,
  labels: Uint8Array,
  folds: Uint8Array,
  signal?: AbortSignal,
): Promise<ChosenCalibration> {
  const kinds: Learn[] = [() => noCalibration, (scores, labels) => learnPlatt(scores, labels, { signal })];
  if (scores.length >= ISOTONIC_ROWS) kinds.push(learnIsotonic);
  const tried = [];
  for (const learn of kinds) {
    const outOfFold = await calibrateOutOfFold(scores, labels, folds, learn);
    tried.push({ learn, outOfFold, loss: logLoss(outOfFold, labels) });
  }
  const best = tried.reduce((best, each) => (each.loss < best.loss ? each : best));
  return { calibration: await best.learn(scores, labels), outOfFold: best.outOfFold };
}

async function calibrateOutOfFold(
  scores: Float64Array,
  labels: Uint8Array,
  folds: Uint8Array,
  learn: Learn,
): Promise<Float64Array> {
  const probabilities = new Float64Array(scores.length);
  for (let fold = 0; fold < foldCount(folds); fold++) {
    const { inside, outside } = foldRows(folds, fold);
    const calibration = await learn(
      Float64Array.from(outside, (row) => scores[row] as number),
      Uint8Array.from(outside, (row) => labels[row] as number),
    );
    for (const row of inside) probabilities[row] = calibration.probability(scores[row] as number);
  }
  return probabilities;
}
