import type { Classifier } from '../classifier/classifier.js';
import { rowOf, type Table, takeRows } from '../matrix/table.js';
import { foldCount, foldRows } from './stratified-folds.js';

/** Rows and what they are. */
export interface LabelledRows {
  readonly features: Table;
  readonly labels: Uint8Array;
}

/**
 * Learns once for each part, from the rows in all others.
 *
 * @param folds the part of each row, from 0 without gaps
 * @param learn is told the rows to learn from, those left out, and which part this is
 * @returns what was learnt, part by part
 */
export async function learnByFold<Learnt>(
  { features, labels }: LabelledRows,
  folds: Uint8Array,
  learn: (seen: LabelledRows, unseen: LabelledRows, fold: number) => Promise<Learnt>,
): Promise<readonly Learnt[]> {
  const take = (rows: Uint32Array) => ({
    features: takeRows(features, rows),
    labels: Uint8Array.from(rows, (row) => labels[row] as number),
  });
  const learnt: Learnt[] = [];
  for (let fold = 0; fold < foldCount(folds); fold++) {
    const { inside, outside } = foldRows(folds, fold);
    learnt.push(await learn(take(outside), take(inside), fold));
  }
  return learnt;
}

/** The log-odds of each row by the classifier that has not seen it (Stone, 1974). */
export function outOfFold(features: Table, folds: Uint8Array, classifiers: readonly Classifier[]): Float64Array {
  return Float64Array.from(folds, (fold, row) => (classifiers[fold] as Classifier).logOdds(rowOf(features, row)));
}
