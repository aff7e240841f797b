import { checkCount, checkNumbers } from './checks.js';
import { type Csr, type CsrShape, checkCsr } from './csr.js';
import { checkDense, checkSame, type Dense } from './dense.js';
import type { FactoriseOptions } from './factorise.js';
import { lambdaOf } from './lambda-of.js';
import { copyNumbers } from './runtime/copy-numbers.js';
import { jobBytes } from './runtime/job-bytes.js';
import type { Kernels, WorkOptions } from './runtime/kernels.js';

import { factorLayout, paddedWidth, runHalfStep, withoutPadding } from './steps/run-half-step.js';
import { runProduct } from './steps/run-product.js';

/** As in `factorise`. */
export type SolveRowsOptions = WorkOptions &
  Pick<FactoriseOptions, 'implicitWeight' | 'regularisation' | 'rowRegularisation' | 'weights' | 'targets' | 'steps'>;

/** The most bytes that `solveRows` holds at once, its result included. */
export function estimateSolveRows(
  shape: CsrShape,
  { rank, weighted = false, targeted = false }: { rank: number; weighted?: boolean; targeted?: boolean },
  threads: number,
): number {
  return jobBytes(factorLayout(shape, rank, weighted, targeted), threads) + 4 * rank * shape.rows;
}

/**
 * The factors of new rows beside given factors of the columns: the rows of X that `factorise` would find for them, Y held fast.
 *
 * @param matrix the new rows
 * @param factors Y, one row a column of `matrix`, 1 to 512 numbers each
 * @throws RangeError, TypeError for matrices that do not fit, an option out of range, or more than 4 GiB
 */
export async function solveRows(
  kernels: Kernels,
  matrix: Csr,
  factors: Dense,
  options: SolveRowsOptions = {},
): Promise<Dense> {
  checkCsr(matrix);
  checkDense(factors, 'factors');
  checkSame(matrix.columns, factors.rows, 'The columns of matrix and the rows of factors');
  const { rows, columns, indptr, indices } = matrix;
  const { implicitWeight = 1, steps = 3, targets } = options;
  const rank = factors.columns;
  checkCount(rank, 1, 512, 'factors.columns');
  checkCount(steps, 1, 1_000, 'steps');
  if (!(implicitWeight > 0 && implicitWeight < Infinity)) {
    throw new RangeError(`implicitWeight is ${implicitWeight}; it has to be above 0 and finite.`);
  }
  const lambda = lambdaOf(options.rowRegularisation, options.regularisation, rows, 'rowRegularisation');
  const weights = options.weights ?? matrix.values;
  if (weights) checkNumbers(weights, indices.length, 'weights', 0);
  if (targets) checkNumbers(targets, indices.length, 'targets');

  const shape = { rows, columns, entries: indices.length };
  const layout = factorLayout(shape, rank, weights !== undefined, targets !== undefined);
  return kernels.work(layout, options, async ({ views, run, signal }) => {
    views.starts.set(indptr);
    await copyNumbers(indices, views.columns, signal);
    if (weights) await copyNumbers(weights, views.weights, signal);
    if (targets) await copyNumbers(targets, views.targets, signal);
    views.rowLambda.set(lambda);
    const width = paddedWidth(rank);
    for (let column = 0; column < columns; column++) {
      views.columnFactors.set(factors.values.subarray(column * rank, (column + 1) * rank), column * width);
    }
    const half = { rank, implicitWeight, steps, rows, columns, side: 'rows', isFirst: true, share: 0.9 } as const;
    await runHalfStep(run, views, half);
    // Back from the eigenvectors to the directions of the given factors.
    const left = { values: views.rowFactors, rowStep: width, columnStep: 1 };
    const back = { values: views.eigenVectors, rowStep: width, columnStep: 1 };
    await runProduct(run, views, left, back, views.rotated, [rows, width, width]);
    return { rows, columns: rank, values: await withoutPadding(views.rotated, rows, rank, signal) };
  });
}
