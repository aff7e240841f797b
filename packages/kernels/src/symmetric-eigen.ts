import { checkCount } from './checks.js';
import { checkDense, checkSame, type Dense } from './dense.js';
import { jobBytes } from './runtime/job-bytes.js';
import type { Kernels, WorkOptions } from './runtime/kernels.js';
import { f32 } from './runtime/layout.js';
import { eigenScratch, runEigen } from './steps/run-eigen.js';

const MOST = 1_024;

const eigenLayout = (size: number) => ({ matrix: f32(size * size), ...eigenScratch(size) });

/** The most bytes that `symmetricEigen` holds at once, its result included. */
export function estimateSymmetricEigen(size: number, threads: number): number {
  return jobBytes(eigenLayout(size), threads) + 4 * size * size + 8 * size;
}

export interface Eigen {
  /** Largest first. */
  readonly values: Float64Array;
  /** Row by row, each of length 1, beside `values`. */
  readonly vectors: Float32Array;
}

/**
 * All eigenvalues and eigenvectors of a symmetric matrix, in f64 on one thread: reduction to three diagonals, then QL (tred2 and
 * tql2 of EISPACK). Abort is heeded before and after only; 512 rows take under a second.
 *
 * @param matrix of 0 to 1,024 rows, symmetric
 * @throws RangeError, TypeError for a matrix that is not square or has numbers that are not finite
 */
export async function symmetricEigen(kernels: Kernels, matrix: Dense, options: WorkOptions = {}): Promise<Eigen> {
  checkDense(matrix, 'matrix');
  checkSame(matrix.rows, matrix.columns, 'Rows and columns of matrix');
  const size = matrix.rows;
  checkCount(size, 0, MOST, 'matrix.rows');
  return kernels.work(eigenLayout(size), options, async ({ views, run }) => {
    views.matrix.set(matrix.values);
    await runEigen(run, views, views.matrix, size, 1);
    return { values: views.eigenValues.slice(), vectors: views.eigenVectors.slice() };
  });
}
