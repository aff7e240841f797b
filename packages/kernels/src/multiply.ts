import { checkDense, checkSame, type Dense } from './dense.js';
import { copyNumbers, takeOut } from './runtime/copy-numbers.js';
import { jobBytes } from './runtime/job-bytes.js';
import type { Kernels, WorkOptions } from './runtime/kernels.js';
import { f32 } from './runtime/layout.js';
import { productScratch, runProduct } from './steps/run-product.js';

export interface MultiplyOptions extends WorkOptions {
  /** Whether the left matrix is taken by columns. Default: false. */
  readonly transposeLeft?: boolean;
  /** Whether the right matrix is taken by columns. Default: false. */
  readonly transposeRight?: boolean;
}

const multiplyLayout = (rows: number, inner: number, columns: number) => ({
  left: f32(rows * inner),
  right: f32(inner * columns),
  out: f32(rows * columns),
  ...productScratch(inner, columns),
});

/** The most bytes that `multiply` holds at once, its result included. */
export function estimateMultiply(rows: number, inner: number, columns: number, threads: number): number {
  return jobBytes(multiplyLayout(rows, inner, columns), threads) + 4 * rows * columns;
}

/**
 * Left times right, in f32.
 *
 * @throws RangeError, TypeError for matrices that do not fit or have numbers that are not finite
 * @throws RangeError for more than 4 GiB
 */
export async function multiply(
  kernels: Kernels,
  left: Dense,
  right: Dense,
  options: MultiplyOptions = {},
): Promise<Dense> {
  checkDense(left, 'left');
  checkDense(right, 'right');
  const [rows, inner] = options.transposeLeft ? [left.columns, left.rows] : [left.rows, left.columns];
  const [depth, columns] = options.transposeRight ? [right.columns, right.rows] : [right.rows, right.columns];
  checkSame(inner, depth, 'The columns of left and the rows of right');
  return kernels.work(multiplyLayout(rows, inner, columns), options, async ({ views, run, signal }) => {
    await copyNumbers(left.values, views.left, signal);
    await copyNumbers(right.values, views.right, signal);
    const { out } = views;
    const steps = (width: number, turned: boolean | undefined) =>
      turned ? { rowStep: 1, columnStep: width } : { rowStep: width, columnStep: 1 };
    const first = { values: views.left, ...steps(left.columns, options.transposeLeft) };
    const second = { values: views.right, ...steps(right.columns, options.transposeRight) };
    await runProduct(run, views, first, second, out, [rows, inner, columns], 0.95);
    return { rows, columns, values: await takeOut(out, signal) };
  });
}
