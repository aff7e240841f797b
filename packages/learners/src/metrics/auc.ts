import { checkLabels, checkNumbers } from '../work/checks.js';
import { byScore, eachTie } from './by-score.js';

/**
 * How likely a row of label 1 has a higher score than one of label 0, equal scores half: the area under the ROC curve, by ranks
 * (Mann & Whitney, 1947; Hanley & McNeil, 1982).
 *
 * @returns 0.5 for chance, 1 for perfect; NaN where there are not both labels
 * @throws RangeError, TypeError for labels that do not fit, scores that are not finite
 */
export function auc(scores: Float64Array, labels: Uint8Array): number {
  checkNumbers(scores, scores.length, 'scores');
  checkLabels(labels, scores.length);
  const order = byScore(scores);
  let ones = 0;
  let ranks = 0;
  eachTie(scores, order, (from, to) => {
    let tied = 0;
    for (let at = from; at < to; at++) tied += labels[order[at] as number] as number;
    ones += tied;
    ranks += (tied * (from + 1 + to)) / 2;
  });
  return (ranks - (ones * (ones + 1)) / 2) / (ones * (scores.length - ones));
}
