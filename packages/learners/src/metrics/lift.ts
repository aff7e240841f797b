import { checkCount, checkLabels, checkNumbers } from '../work/checks.js';
import { byScore, eachTie } from './by-score.js';

/** A part of the rows, by falling score. */
export interface LiftPart {
  readonly rows: number;
  /** Label 1 among them. Rows with equal scores share theirs evenly, so it may be a fraction. */
  readonly ones: number;
  /** Their share of 1 beside that of all rows; 1 is no better than chance. NaN where there is no 1 at all. */
  readonly lift: number;
  /** Share of all 1 that are in this part or a better one, 0 to 1. */
  readonly captured: number;
}

/**
 * How much better than chance the best scores are, part by part, best first.
 *
 * @param parts 1 to 1,000; 10 are deciles
 * @throws RangeError, TypeError for labels that do not fit, scores that are not finite
 */
export function liftTable(scores: Float64Array, labels: Uint8Array, parts = 10): readonly LiftPart[] {
  checkNumbers(scores, scores.length, 'scores');
  checkLabels(labels, scores.length);
  checkCount(parts, 1, 1_000, 'parts');
  const rows = scores.length;
  const falling = scores.map((score) => -score);
  const order = byScore(falling);
  const shares = new Float64Array(rows);
  let total = 0;
  eachTie(falling, order, (from, to) => {
    let ones = 0;
    for (let at = from; at < to; at++) ones += labels[order[at] as number] as number;
    shares.fill(ones / (to - from), from, to);
    total += ones;
  });
  let captured = 0;
  return Array.from({ length: parts }, (_, part) => {
    const from = Math.round((part * rows) / parts);
    const to = Math.round(((part + 1) * rows) / parts);
    const ones = shares.subarray(from, to).reduce((sum, share) => sum + share, 0);
    captured += ones;
    return { rows: to - from, ones, lift: ones / (to - from) / (total / rows), captured: captured / total };
  }).filter((part) => part.rows > 0);
}
