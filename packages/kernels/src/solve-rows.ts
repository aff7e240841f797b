import { checkCount } from './checks.js';
import type { Csr, CsrShape } from './csr.js';
import { checkDense, checkSame, type Dense } from './dense.js';
import { type LeastSquaresOptions, loadLeastSquares, readLeastSquares } from './least-squares.js';
import { jobBytes } from './runtime/job-bytes.js';
import type { Kernels } from './runtime/kernels.js';
import { type FactorShape, paddedWidth, rowsLayout } from './steps/factor-layout.js';
import { runHalfStep, type Side } from './steps/run-half-step.js';
import { runRotation } from './steps/run-rotation.js';
import { withoutPadding } from './steps/without-padding.js';

/** As in `factorise`. */
export type SolveRowsOptions = LeastSquaresOptions;

/** The most bytes that `solveRows` holds at once, its result included. */
export function estimateSolveRows(shape: CsrShape, of: FactorShape, threads: number): number {
  return jobBytes(rowsLayout(shape, of), threads) + 4 * of.rank * shape.rows;
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
  const squares = readLeastSquares(matrix, options);
  checkDense(factors, 'factors');
  checkSame(matrix.columns, factors.rows, 'The columns of matrix and the rows of factors');
  const { rows, columns, indices } = matrix;
  const rank = factors.columns;
  checkCount(rank, 1, 512, 'factors.columns');

  const shape = { rows, columns, entries: indices.length };
  const of = { rank, weighted: squares.weights !== undefined, targeted: squares.targets !== undefined };
  return kernels.work(rowsLayout(shape, of), options, async ({ views, run, signal }) => {
    await loadLeastSquares(views, matrix, squares, signal);
    const width = paddedWidth(rank);
    const { rowFactors, columnFactors, eigenVectors } = views;
    for (let column = 0; column < columns; column++) {
      columnFactors.set(factors.values.subarray(column * rank, (column + 1) * rank), column * width);
    }
    const side: Side = {
      entries: [views.starts, views.columns, views.weights, views.targets],
      lambda: views.rowLambda,
      ...{ own: rowFactors, count: rows, other: columnFactors, otherCount: columns },
    };
    const { implicitWeight, steps } = squares;
    await runHalfStep(run, views, side, { rank, implicitWeight, steps, isWarm: false, share: 0.9 });
    await runRotation(run, views, rowFactors, eigenVectors, ['from', rows, width]);
    // A copy, since it is the smaller part of that memory.
    return { rows, columns: rank, values: (await withoutPadding(rowFactors, rows, rank, signal)).slice() };
  });
}
