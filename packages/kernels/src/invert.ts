import { checkNumbers } from './checks.js';
import { type Csr, checkCsr } from './csr.js';
import { checkDense, checkSame, type Dense } from './dense.js';
import { copyNumbers, takeOut } from './runtime/copy-numbers.js';
import { jobBytes } from './runtime/job-bytes.js';
import type { Kernels, WorkOptions } from './runtime/kernels.js';
import { f32, u32 } from './runtime/layout.js';
import { inverseScratch, runInverse } from './steps/run-inverse.js';

const invertLayout = (size: number) => ({ matrix: f32(size * size), ...inverseScratch(size) });

/** The most bytes that `invertSymmetric` holds at once, its result included. */
export function estimateInvertSymmetric(size: number, threads: number): number {
  return jobBytes(invertLayout(size), threads) + 4 * size * size;
}

/**
 * The inverse of a symmetric positive definite matrix, in f32, by block sweeps: n³ operations, half of what a general inverse
 * takes. The error grows with the condition number; up to some 10⁴ three digits or more are right. (Goodnight, *A tutorial on the
 * SWEEP operator*, 1979.)
 *
 * @param matrix of which the lower half is read
 * @throws RangeError for a matrix that is not square, not finite or not positive definite, or more than 4 GiB
 */
export async function invertSymmetric(kernels: Kernels, matrix: Dense, options: WorkOptions = {}): Promise<Dense> {
  checkDense(matrix, 'matrix');
  checkSame(matrix.rows, matrix.columns, 'Rows and columns of matrix');
  const size = matrix.rows;
  return kernels.work(invertLayout(size), options, async ({ views, run, signal }) => {
    await copyNumbers(matrix.values, views.matrix, signal);
    await runInverse(run, views, views.matrix, size, 0.98);
    return { rows: size, columns: size, values: await takeOut(views.matrix, signal) };
  });
}

const gramLayout = (rows: number, columns: number, entries: number, weighted: boolean) => ({
  rowStarts: u32(rows + 1),
  rowColumns: u32(entries),
  rowValues: f32(weighted ? entries : 0),
  columnStarts: u32(columns + 1),
  columnRows: u32(entries),
  columnValues: f32(weighted ? entries : 0),
  ...invertLayout(columns),
});

/** The most bytes that `invertGram` holds at once, its result included. */
export function estimateInvertGram(
  { rows, columns, entries }: { rows: number; columns: number; entries: number },
  threads: number,
  weighted = false,
): number {
  return jobBytes(gramLayout(rows, columns, entries, weighted), threads) + 4 * columns * columns;
}

/** What `invertGram` gives. */
export interface InverseGram extends Dense {
  /** The diagonal of XᵀX, without what was added. */
  readonly gramDiagonal: Float32Array;
}

/**
 * (XᵀX + D)⁻¹ for a sparse X, the heart of ridge regressions of all columns on all others, without XᵀX leaving the memory it is made
 * in. (Steck, *Embarrassingly shallow autoencoders for sparse data*, 2019.)
 *
 * @param addition what is added to the diagonal: one number a column, or one as a function of the column's own Σ x²; has to make
 * the matrix positive definite
 * @throws RangeError, TypeError for a matrix that contradicts itself, an addition that is negative or not finite, a result that is
 * not positive definite, more than 4 GiB
 */
export async function invertGram(
  kernels: Kernels,
  x: Csr,
  addition: Float32Array | ((gramDiagonal: number, column: number) => number),
  options: WorkOptions = {},
): Promise<InverseGram> {
  checkCsr(x, 'x');
  const { rows, columns, indptr, indices, values } = x;
  if (typeof addition !== 'function') checkNumbers(addition, columns, 'addition', 0);
  const layout = gramLayout(rows, columns, indices.length, values !== undefined);
  return kernels.work(layout, options, async ({ views, run, signal }) => {
    const { rowStarts, rowColumns, rowValues, columnStarts, columnRows, columnValues, matrix } = views;
    rowStarts.set(indptr);
    await copyNumbers(indices, rowColumns, signal);
    if (values) await copyNumbers(values, rowValues, signal);
    await run(
      'transpose',
      [rowStarts, rowColumns, rowValues, columnStarts, columnRows, columnValues, rows, columns, 4, 4],
      {
        count: 1,
        chunk: 1,
      },
    );
    await run(
      'sparseGram',
      [rowStarts, rowColumns, rowValues, columnStarts, columnRows, columnValues, columns, matrix],
      { count: columns, chunk: 16, share: 0.1 },
    );
    const gramDiagonal = Float32Array.from(
      { length: columns },
      (_, column) => matrix[column * (columns + 1)] as number,
    );
    const added =
      typeof addition === 'function' ? gramDiagonal.map((value, column) => addition(value, column)) : addition;
    checkNumbers(added, columns, 'addition', 0);
    added.forEach((value, column) => {
      const place = column * (columns + 1);
      matrix[place] = (matrix[place] as number) + value;
    });
    await runInverse(run, views, matrix, columns, 0.88);
    return { rows: columns, columns, values: await takeOut(matrix, signal), gramDiagonal };
  });
}
