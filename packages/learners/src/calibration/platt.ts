import { logistic } from '../classifier/classifier.js';
import { minimise } from '../logistic/minimise.js';
import { checkLabels, checkNumbers, weightsOf } from '../work/checks.js';
import { Pace } from '../work/pace.js';
import type { WorkOptions } from '../work/work-options.js';
import type { Calibration, CalibrationJson } from './calibration.js';

/** The logistic function of slope · log-odds + intercept. */
export class PlattCalibration implements Calibration {
  readonly kind = 'platt';

  /** @internal */
  constructor(
    /** Not negative. Under 1 the scores were too sure. */
    readonly slope: number,
    readonly intercept: number,
  ) {}

  probability(logOdds: number): number {
    return logistic(this.slope * logOdds + this.intercept);
  }

  toJSON(): CalibrationJson {
    return { format: 'sintonia-calibration-1', kind: 'platt', slope: this.slope, intercept: this.intercept };
  }
}

const ITERATIONS = 100;
// Keeps the two numbers apart where all scores are alike (Lin, Lin & Weng, 2007).
const RIDGE = 1e-9;

export interface PlattOptions extends WorkOptions {
  /** How much each row counts, finite and not negative. Default: 1 each. */
  readonly weights?: Float64Array | undefined;
}

/**
 * Fits a sigmoid to scores. The targets lie a little inside 0 and 1, so that parted classes stay finite. Where higher scores go with
 * fewer 1, they say nothing, and all get the same. (Platt, *Probabilistic outputs for support vector machines*, 1999.)
 *
 * @throws RangeError, TypeError for labels that do not fit, scores that are not finite, no rows
 */
export async function learnPlatt(
  scores: Float64Array,
  labels: Uint8Array,
  options: PlattOptions = {},
): Promise<PlattCalibration> {
  checkNumbers(scores, scores.length, 'scores');
  if (scores.length === 0) throw new RangeError('scores has no entries; it needs at least one.');
  checkLabels(labels, scores.length);
  const weights = weightsOf(options.weights, scores.length);
  const ones = labels.reduce((sum, label, row) => sum + label * (weights[row] as number), 0);
  const zeros = weights.reduce((sum, weight) => sum + weight, 0) - ones;
  const targets = Float64Array.from(labels, (label) => (label === 1 ? (ones + 1) / (ones + 2) : 1 / (zeros + 2)));
  const pace = new Pace(options);
  const fit = async (columns: 1 | 2) => {
    const design = Float64Array.from({ length: scores.length * columns }, (_, at) => {
      return at % columns === 0 ? 1 : (scores[(at - 1) / 2] as number);
    });
    const penalties = new Float64Array(columns).fill(RIDGE);
    return (await minimise({ columns, design, targets, weights, penalties }, ITERATIONS, pace)).coefficients;
  };
  const [intercept = 0, slope = 0] = await fit(2);
  return slope >= 0 ? new PlattCalibration(slope, intercept) : new PlattCalibration(0, (await fit(1))[0] as number);
}
