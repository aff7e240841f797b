import { checkCount, checkNumbers } from './checks.js';
import { type Csr, checkCsr } from './csr.js';
import { lambdaOf } from './lambda-of.js';
import { copyNumbers } from './runtime/copy-numbers.js';
import type { WorkOptions } from './runtime/kernels.js';
import type { RowsViews } from './steps/factor-layout.js';

/** What `factorise` and `solveRows` make small. */
export interface LeastSquaresOptions extends WorkOptions {
  /** α, how much every cell of the matrix pulls towards 0. Above 0. Default: 1. */
  readonly implicitWeight?: number;
  /** λ, of every row and column. Above 0. Default: 0.01. */
  readonly regularisation?: number;
  /** λ of each row, above 0, instead of `regularisation`. */
  readonly rowRegularisation?: Float32Array | undefined;
  /** w, beside `matrix.indices`, 0 or more. Default: the values of the matrix, or 1 each. */
  readonly weights?: Float32Array | undefined;
  /** t, beside `matrix.indices`. Default: as the weights. */
  readonly targets?: Float32Array | undefined;
  /** Steps of conjugate gradients a row. 1 to 1,000. Default: 3. */
  readonly steps?: number;
}

export interface LeastSquares {
  readonly implicitWeight: number;
  readonly steps: number;
  readonly rowLambda: Float32Array;
  readonly weights: Float32Array | undefined;
  readonly targets: Float32Array | undefined;
}

/** Fills in the defaults. @throws RangeError, TypeError for a matrix that contradicts itself or an option out of range */
export function readLeastSquares(matrix: Csr, options: LeastSquaresOptions): LeastSquares {
  checkCsr(matrix);
  const { implicitWeight = 1, steps = 3, weights = matrix.values, targets } = options;
  checkCount(steps, 1, 1_000, 'steps');
  if (!(implicitWeight > 0 && implicitWeight < Infinity)) {
    throw new RangeError(`implicitWeight is ${implicitWeight}; it has to be above 0 and finite.`);
  }
  const rowLambda = lambdaOf(options.rowRegularisation, options.regularisation, matrix.rows, 'rowRegularisation');
  if (weights) checkNumbers(weights, matrix.indices.length, 'weights', 0);
  if (targets) checkNumbers(targets, matrix.indices.length, 'targets');
  return { implicitWeight, steps, rowLambda, weights, targets };
}

/** Brings what was read into the memory of a job. */
export async function loadLeastSquares(
  views: Pick<RowsViews, 'starts' | 'columns' | 'weights' | 'targets' | 'rowLambda'>,
  { indptr, indices }: Csr,
  { weights, targets, rowLambda }: LeastSquares,
  signal: AbortSignal | undefined,
): Promise<void> {
  views.starts.set(indptr);
  views.rowLambda.set(rowLambda);
  await copyNumbers(indices, views.columns, signal);
  if (weights) await copyNumbers(weights, views.weights, signal);
  if (targets) await copyNumbers(targets, views.targets, signal);
}
