import { BINS, type BinnedTable, MISSING } from './bins.js';
import type { Histogram } from './histogram.js';

/** A question: is the number of `column` at most cut `cut`? */
export interface Split {
  readonly column: number;
  readonly cut: number;
  readonly missingLeft: boolean;
  readonly gain: number;
}

export interface SplitLimits {
  readonly leafPenalty: number;
  /** The least Σ curvature on each side. */
  readonly leafWeight: number;
}

// Less than rounding makes of a question that tells nothing.
const LEAST_GAIN = 1e-9;

/**
 * The question that lowers the loss most, by its second-order expansion (Chen & Guestrin, *XGBoost*, 2016), with missing numbers on
 * the better side. Undefined where none helps. Of equals, the first column and the lowest cut.
 */
export function bestSplit(
  { cuts }: BinnedTable,
  histogram: Histogram,
  { leafPenalty, leafWeight }: SplitLimits,
): Split | undefined {
  let best: Split | undefined;
  const score = (gradient: number, curvature: number) => (gradient * gradient) / (curvature + leafPenalty);

  cuts.forEach((ofColumn, column) => {
    const from = column * BINS * 2;
    let [allGradient, allCurvature] = [0, 0];
    for (let at = from; at < from + BINS * 2; at += 2) {
      allGradient += histogram[at] as number;
      allCurvature += histogram[at + 1] as number;
    }
    const missingGradient = histogram[from + 2 * MISSING] as number;
    const missingCurvature = histogram[from + 2 * MISSING + 1] as number;
    const whole = score(allGradient, allCurvature);

    const attempt = (cut: number, gradient: number, curvature: number, missingLeft: boolean) => {
      const rest = allCurvature - curvature;
      if (!(curvature >= leafWeight && rest >= leafWeight)) return;
      const gain = score(gradient, curvature) + score(allGradient - gradient, rest) - whole;
      if (gain > (best?.gain ?? LEAST_GAIN)) best = { column, cut, missingLeft, gain };
    };

    let [gradient, curvature] = [0, 0];
    for (let cut = 0; cut < ofColumn.length; cut++) {
      gradient += histogram[from + 2 * cut] as number;
      curvature += histogram[from + 2 * cut + 1] as number;
      // Where none was missing, one that is goes with the most.
      attempt(cut, gradient, curvature, missingCurvature <= 0 && curvature * 2 > allCurvature);
      if (missingCurvature > 0) attempt(cut, gradient + missingGradient, curvature + missingCurvature, true);
    }
  });
  return best;
}
