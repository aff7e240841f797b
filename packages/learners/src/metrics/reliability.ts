import { checkCount, checkLabels, checkNumbers } from '../work/checks.js';
import { byScore, eachTie } from './by-score.js';

/** Rows with about the same probability: what was promised, and what came. */
export interface ReliabilityBin {
  readonly rows: number;
  /** Mean probability. */
  readonly promised: number;
  /** Share of label 1. */
  readonly observed: number;
}

/**
 * The table behind a reliability diagram: bins of about equal count, by rising probability. Equal probabilities never part, so
 * there may be fewer bins. (Murphy & Winkler, 1977; Niculescu-Mizil & Caruana, 2005.)
 *
 * @param bins 1 to 1,000
 * @throws RangeError, TypeError for labels that do not fit, probabilities that are not finite
 */
export function reliability(probabilities: Float64Array, labels: Uint8Array, bins = 10): readonly ReliabilityBin[] {
  checkNumbers(probabilities, probabilities.length, 'probabilities');
  checkLabels(labels, probabilities.length);
  checkCount(bins, 1, 1_000, 'bins');
  const order = byScore(probabilities);
  const table: ReliabilityBin[] = [];
  let bin = { rows: 0, promised: 0, observed: 0 };
  eachTie(probabilities, order, (from, to) => {
    bin.rows += to - from;
    for (let at = from; at < to; at++) {
      bin.promised += probabilities[order[at] as number] as number;
      bin.observed += labels[order[at] as number] as number;
    }
    if (to * bins < (table.length + 1) * order.length) return;
    table.push({ rows: bin.rows, promised: bin.promised / bin.rows, observed: bin.observed / bin.rows });
    bin = { rows: 0, promised: 0, observed: 0 };
  });
  return table;
}

/** Expected calibration error: the mean distance of promised and observed, each bin by its rows (Naeini et al., 2015). */
export function calibrationError(table: readonly ReliabilityBin[]): number {
  let distance = 0;
  let rows = 0;
  for (const bin of table) {
    distance += bin.rows * Math.abs(bin.promised - bin.observed);
    rows += bin.rows;
  }
  return rows === 0 ? 0 : distance / rows;
}
