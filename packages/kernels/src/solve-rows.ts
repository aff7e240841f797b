import { checkCount } from './checks.js';
import type { Csr, CsrShape } from './csr.js';
import { checkDense, checkSame, type Dense } from './dense.js';
import { type LeastSquaresOptions, loadLeastSquares, readLeastSquares } from './least-squares.js';
import { writeShorts } from './plain/short-lines.js';
import { jobBytes } from './runtime/job-bytes.js';
import type { Kernels } from './runtime/kernels.js';
import { Slices } from './runtime/slices.js';
import { denseOf } from './short-rows.js';
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
    const x = { values: views.rowFactors, scales: views.rowScales };
    const y = { values: views.columnFactors, scales: views.columnScales };
    const line = new Float32Array(width);
    const slices = new Slices(signal);
    for (let column = 0; column < columns; column++) {
      if (slices.due) await slices.rest();
      line.set(factors.values.subarray(column * rank, (column + 1) * rank));
      writeShorts(line, y.values, y.scales, column);
    }
    const side: Side = {
      entries: [views.starts, views.columns, views.weights, views.targets],
      lambda: views.rowLambda,
      ...{ own: x, count: rows, other: y, otherCount: columns },
    };
    const { implicitWeight, steps } = squares;
    await runHalfStep(run, views, side, { rank, implicitWeight, steps, isWarm: false, share: 0.9 });
    await runRotation(run, views, x, views.eigenVectors, ['from', rows, width]);
    const values = await withoutPadding(x.values, rows, rank, signal);
    return denseOf({ rows, columns: rank, values, scales: x.scales }, signal);
  });
}
