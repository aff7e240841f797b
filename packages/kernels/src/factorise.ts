import { checkCount, checkNumbers } from './checks.js';
import { type Csr, type CsrShape, checkCsr } from './csr.js';
import { lambdaOf } from './lambda-of.js';
import { copyNumbers } from './runtime/copy-numbers.js';
import { jobBytes } from './runtime/job-bytes.js';
import type { Kernels, WorkOptions } from './runtime/kernels.js';

import { factorLayout, runHalfStep, runStart, withoutPadding } from './steps/run-half-step.js';

export interface FactoriseOptions extends WorkOptions {
  /** d, numbers a vector. 1 to 512. */
  readonly rank: number;
  /** How often both sides are solved. 1 to 1,000. Default: 10. */
  readonly iterations?: number;
  /** α, how much every cell of the matrix pulls towards 0. Above 0. Default: 1. */
  readonly implicitWeight?: number;
  /** λ, of every row and column. Above 0. Default: 0.01. */
  readonly regularisation?: number;
  /** λ of each row, above 0, instead of `regularisation`. */
  readonly rowRegularisation?: Float32Array | undefined;
  /** λ of each column, above 0, instead of `regularisation`. */
  readonly columnRegularisation?: Float32Array | undefined;
  /** w, beside `matrix.indices`, 0 or more. Default: the values of the matrix, or 1 each. */
  readonly weights?: Float32Array | undefined;
  /** t, beside `matrix.indices`. Default: as the weights. */
  readonly targets?: Float32Array | undefined;
  /** Steps of conjugate gradients a row. 1 to 1,000. Default: 3. */
  readonly steps?: number;
  /** A whole number from 0 to 2³² − 1. Default: 1. */
  readonly seed?: number;
}

export interface Factors {
  readonly rank: number;
  /** X: `rows` × `rank`, row by row. */
  readonly rows: Float32Array;
  /** Y: `columns` × `rank`, row by row. */
  readonly columns: Float32Array;
}

/** The most bytes that `factorise` holds at once, its result included. */
export function estimateFactorise(
  shape: CsrShape,
  { rank, weighted = false, targeted = false }: { rank: number; weighted?: boolean; targeted?: boolean },
  threads: number,
): number {
  return jobBytes(factorLayout(shape, rank, weighted, targeted), threads) + 4 * rank * (shape.rows + shape.columns);
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
  checkCsr(matrix);
  const { rows, columns, indptr, indices } = matrix;
  const { rank, iterations = 10, implicitWeight = 1, steps = 3, seed = 1 } = options;
  checkCount(rank, 1, 512, 'rank');
  checkCount(iterations, 1, 1_000, 'iterations');
  checkCount(steps, 1, 1_000, 'steps');
  checkCount(seed, 0, 2 ** 32 - 1, 'seed');
  if (!(implicitWeight > 0 && implicitWeight < Infinity)) {
    throw new RangeError(`implicitWeight is ${implicitWeight}; it has to be above 0 and finite.`);
  }
  const rowLambda = lambdaOf(options.rowRegularisation, options.regularisation, rows, 'rowRegularisation');
  const columnLambda = lambdaOf(options.columnRegularisation, options.regularisation, columns, 'columnRegularisation');
  const weights = options.weights ?? matrix.values;
  if (weights) checkNumbers(weights, indices.length, 'weights', 0);
  const { targets } = options;
  if (targets) checkNumbers(targets, indices.length, 'targets');

  const shape = { rows, columns, entries: indices.length };
  const layout = factorLayout(shape, rank, weights !== undefined, targets !== undefined);
  return kernels.work(layout, options, async ({ views, run, signal }) => {
    views.starts.set(indptr);
    await copyNumbers(indices, views.columns, signal);
    if (weights) await copyNumbers(weights, views.weights, signal);
    if (targets) await copyNumbers(targets, views.targets, signal);
    views.rowLambda.set(rowLambda);
    views.columnLambda.set(columnLambda);
    const { starts, turnedStarts, turnedColumns } = views;
    for (const [values, turnedValues] of [
      [views.weights, views.turnedWeights],
      [views.targets, views.turnedTargets],
    ] as const) {
      await run(
        'transpose',
        [starts, views.columns, values, turnedStarts, turnedColumns, turnedValues, rows, columns],
        { count: 1, chunk: 1 },
      );
    }
    await runStart(run, views.columnFactors, columns, rank, seed);
    const share = 0.98 / (2 * iterations);
    const half = { rank, implicitWeight, steps, share };
    for (let iteration = 0; iteration < iterations; iteration++) {
      const isFirst = iteration === 0;
      await runHalfStep(run, views, { ...half, side: 'rows', isFirst, rows, columns });
      await runHalfStep(run, views, { ...half, side: 'columns', isFirst, rows, columns });
    }
    return {
      rank,
      rows: await withoutPadding(views.rowFactors, rows, rank, signal),
      columns: await withoutPadding(views.columnFactors, columns, rank, signal),
    };
  });
}
