import { learnStandardiser, type Standardiser } from '../matrix/standardiser.js';
import { checkTable, rowOf, type Table } from '../matrix/table.js';
import { checkBothLabels, checkCount, checkLabels, checkNumber, weightsOf } from '../work/checks.js';
import { Pace } from '../work/pace.js';
import type { WorkOptions } from '../work/work-options.js';
import { LogisticModel } from './logistic-model.js';
import { minimise } from './minimise.js';

export interface LogisticOptions extends WorkOptions {
  /** λ of λ/2 · Σ w² over standardised columns; the intercept is free. 0 to 10⁹. Default: 1. */
  readonly penalty?: number | undefined;
  /** How much each row counts, finite and not negative; 2 is as good as the row twice. Default: 1 each. */
  readonly weights?: Float64Array | undefined;
  /** The most steps, 1 to 10,000. Default: 100. */
  readonly iterations?: number | undefined;
}

export interface LearntLogistic {
  readonly model: LogisticModel;
  readonly iterations: number;
  /** False where the steps ran out first, as they do without penalty where a column parts the labels. */
  readonly converged: boolean;
}

/**
 * Logistic regression with an L2 penalty (Hoerl & Kennard, 1970; le Cessie & van Houwelingen, 1992). Columns are standardised;
 * one with missing numbers gets a second one that says so.
 *
 * @param labels 0 or 1, one for each row; at least one of both (by weight)
 * @throws RangeError, TypeError that name the parameter; the reason of `signal`
 */
export async function learnLogistic(
  features: Table,
  labels: Uint8Array,
  options: LogisticOptions = {},
): Promise<LearntLogistic> {
  const { penalty = 1, iterations = 100 } = options;
  checkTable(features, 'features');
  checkLabels(labels, features.rows);
  checkNumber(penalty, 0, 1e9, 'penalty');
  checkCount(iterations, 1, 10_000, 'iterations');
  const weights = weightsOf(options.weights, features.rows);
  checkBothLabels(labels, weights);
  const standardiser = learnStandardiser(features, { weights });
  const gaps = gapsOf(features);
  const columns = 1 + features.names.length + gaps.length;
  const penalties = new Float64Array(columns).fill(penalty);
  penalties[0] = 0;
  const pace = new Pace(options);
  const design = designOf(features, standardiser, gaps);
  const task = { columns, design, targets: Float64Array.from(labels), weights, penalties };
  const { coefficients, ...report } = await minimise(task, iterations, pace);
  pace.done();
  const missing = new Float64Array(features.names.length);
  gaps.forEach((column, at) => {
    missing[column] = coefficients[1 + features.names.length + at] as number;
  });
  const slopes = coefficients.slice(1, 1 + features.names.length);
  return { model: new LogisticModel(standardiser, coefficients[0] as number, slopes, missing), ...report };
}

/** The columns in which a number is missing. */
function gapsOf({ names, values }: Table): readonly number[] {
  const isGap = new Uint8Array(names.length);
  values.forEach((value, at) => {
    if (Number.isNaN(value)) isGap[at % names.length] = 1;
  });
  return names.map((_, column) => column).filter((column) => isGap[column] === 1);
}

/** A 1 for the intercept, the standardised columns, and for each gap whether it is one. */
function designOf(features: Table, standardiser: Standardiser, gaps: readonly number[]): Float64Array {
  const width = 1 + features.names.length + gaps.length;
  const design = new Float64Array(features.rows * width);
  for (let row = 0; row < features.rows; row++) {
    const values = standardiser.row(rowOf(features, row));
    const from = row * width;
    design[from] = 1;
    gaps.forEach((column, at) => {
      design[from + 1 + values.length + at] = Number.isNaN(values[column]) ? 1 : 0;
    });
    design.set(
      values.map((value) => (Number.isNaN(value) ? 0 : value)),
      from + 1,
    );
  }
  return design;
}
