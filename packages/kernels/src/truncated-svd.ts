import { checkCount } from './checks.js';
import { type Csr, type CsrShape, checkCsr } from './csr.js';
import { copyNumbers, takeOut } from './runtime/copy-numbers.js';
import { jobBytes } from './runtime/job-bytes.js';
import type { Kernels, WorkOptions } from './runtime/kernels.js';
import { f32, f64, u32 } from './runtime/layout.js';
import { eigenScratch, runEigen } from './steps/run-eigen.js';
import { gramScratch, runGram } from './steps/run-gram.js';
import { productScratch, runProduct } from './steps/run-product.js';

export interface TruncatedSvdOptions extends WorkOptions {
  /** k, how many singular values. 1 to 1,000, at most the smaller side of the matrix. */
  readonly rank: number;
  /** How many vectors more than `rank` take part, which speeds up convergence. 0 to 1,000. Default: rank / 8, at least 16. */
  readonly oversample?: number;
  /** How often the space is multiplied by XᵀX, 0 to 100. More where the spectrum falls slowly. Default: 7. */
  readonly iterations?: number;
  /** A whole number from 0 to 2³² − 1. Default: 1. */
  readonly seed?: number;
}

/** X ≈ U · diag(σ) · Vᵀ */
export interface TruncatedSvd {
  readonly rank: number;
  /** σ, largest first. */
  readonly values: Float32Array;
  /** U: `rows` × `rank`, row by row. */
  readonly left: Float32Array;
  /** V: `columns` × `rank`, row by row. */
  readonly right: Float32Array;
}

const MOST = 1_000;

const widthOf = (shape: CsrShape, rank: number, oversample = Math.max(16, Math.ceil(rank / 8))) =>
  Math.min(MOST, rank + oversample, shape.rows, shape.columns);

const svdLayout = ({ rows, columns, entries }: CsrShape, width: number, weighted: boolean) => ({
  starts: u32(rows + 1),
  columns: u32(entries),
  values: f32(weighted ? entries : 0),
  turnedStarts: u32(columns + 1),
  turnedColumns: u32(entries),
  turnedValues: f32(weighted ? entries : 0),
  basis: f32(columns * width),
  other: f32(Math.max(rows, columns) * width),
  image: f32(rows * width),
  small: f32(width * width),
  turn: f32(width * width),
  work: f64(2 * width * width),
  ...productScratch(width, width),
  ...gramScratch(Math.max(rows, columns), width),
  ...eigenScratch(width),
});

/** The most bytes that `truncatedSvd` holds at once, its result included. */
export function estimateTruncatedSvd(
  shape: CsrShape,
  { rank, oversample }: Pick<TruncatedSvdOptions, 'rank' | 'oversample'>,
  threads: number,
  weighted = false,
): number {
  const layout = svdLayout(shape, widthOf(shape, rank, oversample), weighted);
  return jobBytes(layout, threads) + 4 * rank * (shape.rows + shape.columns + 1);
}

/**
 * The largest singular values of a sparse matrix and their vectors, by subspace iteration from seeded random vectors, in f32
 * (Halko, Martinsson & Tropp, *Finding structure with randomness*, 2011). Values under about 10⁻³ of the largest are not told
 * from 0 for sure. The signs of a pair of vectors are arbitrary, but always the same.
 *
 * @throws RangeError, TypeError for a matrix that contradicts itself, an option out of range, or more than 4 GiB
 */
export async function truncatedSvd(kernels: Kernels, matrix: Csr, options: TruncatedSvdOptions): Promise<TruncatedSvd> {
  checkCsr(matrix);
  const { rows, columns, indptr, indices, values } = matrix;
  const { rank, oversample, iterations = 7, seed = 1 } = options;
  checkCount(rank, 1, Math.min(MOST, rows, columns), 'rank');
  if (oversample !== undefined) checkCount(oversample, 0, MOST, 'oversample');
  checkCount(iterations, 0, 100, 'iterations');
  checkCount(seed, 0, 2 ** 32 - 1, 'seed');
  const shape = { rows, columns, entries: indices.length };
  const width = widthOf(shape, rank, oversample);

  return kernels.work(svdLayout(shape, width, values !== undefined), options, async ({ views, run, signal }) => {
    const { starts, turnedStarts, turnedColumns, turnedValues, basis, other, image, small, turn } = views;
    starts.set(indptr);
    await copyNumbers(indices, views.columns, signal);
    if (values) await copyNumbers(values, views.values, signal);
    const sparse = [starts, views.columns, views.values] as const;
    const turned = [turnedStarts, turnedColumns, turnedValues] as const;
    await run('transpose', [...sparse, ...turned, rows, columns, 4, 4], { count: 1, chunk: 1 });
    await run('randomNumbers', [seed, 1, basis], { count: basis.length, chunk: 65_536 });

    const share = 0.98 / (2 * iterations + 3);
    const square = { values: turn, rowStep: width, columnStep: 1 };
    const byRows = (of: Float32Array) => ({ values: of, rowStep: width, columnStep: 1 });
    /** Makes the columns of `from` orthonormal, into `to`. */
    const orthonormalise = async (from: Float32Array, to: Float32Array, height: number) => {
      await runGram(run, views, from, small, height, width);
      await run('orthonormaliser', [small, width, views.work, turn], { count: 1, chunk: 1 });
      await runProduct(run, views, byRows(from), square, to, [height, width, width]);
    };
    for (let iteration = 0; iteration < iterations; iteration++) {
      await run('sparseTimesDense', [...sparse, basis, width, image], { count: rows, chunk: 128, share });
      // While the vectors still lean on each other, one product at a time is as much as f32 bears.
      const early = iteration < 2;
      if (early) {
        await orthonormalise(image, other, rows);
        await copyNumbers(other.subarray(0, image.length), image, signal);
      }
      await run('sparseTimesDense', [...turned, image, width, other], { count: columns, chunk: 128, share });
      await orthonormalise(other, basis, columns);
    }
    // Once more, since the first time leaves them orthogonal to a few digits only.
    await orthonormalise(basis, other, columns);
    await orthonormalise(other, basis, columns);
    await run('sparseTimesDense', [...sparse, basis, width, image], { count: rows, chunk: 128, share });
    await runGram(run, views, image, small, rows, width, share);
    await runEigen(run, views, small, width, share);

    const found = Float32Array.from(views.eigenValues.subarray(0, rank), (value) => Math.sqrt(Math.max(0, value)));
    const rotation = { values: views.eigenVectors, rowStep: 1, columnStep: width };
    await runProduct(run, views, byRows(basis), rotation, other, [columns, width, rank]);
    const right = await takeOut(other.subarray(0, columns * rank), signal);
    // U = X V / σ; where σ is 0 there is no vector.
    views.eigenVectors.forEach((value, at, vectors) => {
      const length = found[Math.floor(at / width)] ?? 0;
      vectors[at] = length > 0 ? value / length : 0;
    });
    await runProduct(run, views, byRows(image), rotation, other, [rows, width, rank]);
    const left = await takeOut(other.subarray(0, rows * rank), signal);
    return { rank, values: found, left, right };
  });
}
