import type { Calibration } from '../calibration/calibration.js';
import { learnIsotonic } from '../calibration/isotonic.js';
import { noCalibration } from '../calibration/no-calibration.js';
import { learnPlatt } from '../calibration/platt.js';
import { logLoss } from '../metrics/quality.js';
import { foldCount, foldRows } from '../validation/stratified-folds.js';

type Learn = (scores: Float64Array, labels: Uint8Array) => Calibration | Promise<Calibration>;

// With fewer, steps follow chance (Niculescu-Mizil & Caruana, 2005).
const ISOTONIC_ROWS = 1_000;

/** The calibration with the least log loss on rows it was not learnt from, and what it made of each row that way. */
export async function chooseCalibration(
  scores: Float64Array,
  labels: Uint8Array,
  folds: Uint8Array,
  signal: AbortSignal | undefined,
): Promise<{ readonly calibration: Calibration; readonly outOfFold: Float64Array }> {
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
