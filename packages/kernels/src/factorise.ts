import { checkCount } from './checks.js';
import type { Csr, CsrShape } from './csr.js';
import { lambdaOf } from './lambda-of.js';
import { type LeastSquaresOptions, loadLeastSquares, readLeastSquares } from './least-squares.js';
import { jobBytes } from './runtime/job-bytes.js';
import type { Kernels } from './runtime/kernels.js';
import type { ShortRows } from './short-rows.js';
import { type FactorShape, factorLayout, paddedWidth } from './steps/factor-layout.js';
import { runHalfStep, type Side } from './steps/run-half-step.js';
import type { ShortViews } from './steps/run-short-gram.js';
import { withoutPadding } from './steps/without-padding.js';

export interface FactoriseOptions extends LeastSquaresOptions {
  /** d, numbers a vector. 1 to 512. */
  readonly rank: number;
  /** How often both sides are solved. 1 to 1,000. Default: 10. */
  readonly iterations?: number;
  /** λ of each column, above 0, instead of `regularisation`. */
  readonly columnRegularisation?: Float32Array | undefined;
  /** A whole number from 0 to 2³² − 1. Default: 1. */
  readonly seed?: number;
}

/** Both lie in the memory of the work they come from, which is shared between threads: `denseOf` one lets go of the other. */
export interface Factors {
  /** X, a vector a row. */
  readonly rows: ShortRows;
  /** Y, a vector a column. */
  readonly columns: ShortRows;
}

/** The most bytes that `factorise` holds at once, its result included. */
export function estimateFactorise(shape: CsrShape, of: FactorShape, threads: number): number {
  return jobBytes(factorLayout(shape, of), threads);
}

/**
 * Implicit alternating least squares: X and Y that make small
 *
 * Σ over all cells of α (x·y)² + Σ over the entries of (w (x·y)² − 2 t (x·y)) + Σ λ |x|² + Σ λ |y|²
 *
 * With w = t = 1 it is the objective of Rendle et al., *Revisiting the performance of iALS* (2021), up to a constant; with α = 1,
 * w = c − 1, t = c that of Hu, Koren & Volinsky, *Collaborative filtering for implicit feedback datasets* (2008). Every half step
 * turns Y into the eigenvectors of YᵀY, where each row is a diagonal plus its entries, so that three steps of conjugate gradients
 * (Takács, Pilászy & Tikk 2011) are enough.
 *
 * @throws RangeError, TypeError for a matrix that contradicts itself, an option out of range, or more than 4 GiB
 */
export async function factorise(kernels: Kernels, matrix: Csr, options: FactoriseOptions): Promise<Factors> {
  const squares = readLeastSquares(matrix, options);
  const { rows, columns, indices } = matrix;
  const { rank, iterations = 10, seed = 1 } = options;
  checkCount(rank, 1, 512, 'rank');
  checkCount(iterations, 1, 1_000, 'iterations');
  checkCount(seed, 0, 2 ** 32 - 1, 'seed');
  const columnLambda = lambdaOf(options.columnRegularisation, options.regularisation, columns, 'columnRegularisation');

  const shape = { rows, columns, entries: indices.length };
  const of = { rank, weighted: squares.weights !== undefined, targeted: squares.targets !== undefined };
  return kernels.work(factorLayout(shape, of), options, async ({ views, run, signal }) => {
    await loadLeastSquares(views, matrix, squares, signal);
    views.columnLambda.set(columnLambda);
    const x = { values: views.rowFactors, scales: views.rowScales };
    const y = { values: views.columnFactors, scales: views.columnScales };
    const byRows: Side = {
      entries: [views.starts, views.columns, views.weights, views.targets],
      lambda: views.rowLambda,
      ...{ own: x, count: rows, other: y, otherCount: columns },
    };
    const byColumns: Side = {
      entries: [views.turnedStarts, views.turnedColumns, views.turnedWeights, views.turnedTargets],
      lambda: views.columnLambda,
      ...{ own: y, count: columns, other: x, otherCount: rows },
    };
    for (const part of [2, 3] as const) {
      const [from, to] = [byRows.entries, byColumns.entries];
      const bytes = [from[1].BYTES_PER_ELEMENT, to[1].BYTES_PER_ELEMENT] as const;
      const args = [from[0], from[1], from[part], to[0], to[1], to[part], rows, columns, ...bytes] as const;
      await run('transpose', args, { count: 1, chunk: 1 });
    }
    const drawn = [seed, startScale(rank), paddedWidth(rank), rank, y.values, y.scales] as const;
    await run('randomShorts', drawn, { count: columns, chunk: 1_024 });
    const { implicitWeight, steps } = squares;
    for (let iteration = 0; iteration < iterations; iteration++) {
      const step = { rank, implicitWeight, steps, isWarm: iteration > 0, share: 0.98 / (2 * iterations) };
      await runHalfStep(run, views, byRows, step);
      await runHalfStep(run, views, byColumns, step);
    }
    return { rows: await factorsOf(x, rows, rank, signal), columns: await factorsOf(y, columns, rank, signal) };
  });
}

/**
 * Numbers between −this and this make vectors about as long as those that are sought, whose products are to be 1. From vectors of a
 * tenth of that the first iterations are spent on their length, and ten end at a loss up to twice as high.
 */
const startScale = (rank: number) => Math.sqrt(3 / rank);

async function factorsOf(
  { values, scales }: ShortViews,
  rows: number,
  rank: number,
  signal: AbortSignal | undefined,
): Promise<ShortRows> {
  return { rows, columns: rank, values: await withoutPadding(values, rows, rank, signal), scales };
}
