import { checkDense, type Dense } from './dense.js';
import { copyNumbers, takeOut } from './runtime/copy-numbers.js';
import { jobBytes } from './runtime/job-bytes.js';
import type { Kernels, WorkOptions } from './runtime/kernels.js';
import { f32 } from './runtime/layout.js';
import { gramScratch, runGram } from './steps/run-gram.js';

const gramLayout = (rows: number, columns: number) => ({
  x: f32(rows * columns),
  out: f32(columns * columns),
  ...gramScratch(rows, columns),
});

/** The most bytes that `gram` holds at once, its result included. */
export function estimateGram(rows: number, columns: number, threads: number): number {
  return jobBytes(gramLayout(rows, columns), threads) + 4 * columns * columns;
}

/**
 * XᵀX, symmetric to the last bit, in f32 with sums over every few thousand rows added in f64.
 *
 * @throws RangeError, TypeError for a matrix with numbers that are not finite, or more than 4 GiB
 */
export async function gram(kernels: Kernels, x: Dense, options: WorkOptions = {}): Promise<Dense> {
  checkDense(x, 'x');
  const { rows, columns } = x;
  return kernels.work(gramLayout(rows, columns), options, async (job) => {
    const { views, signal } = job;
    await copyNumbers(x.values, views.x, signal);
    await runGram(job.run, views, views.x, views.out, rows, columns, 0.95);
    return { rows: columns, columns, values: await takeOut(views.out, signal) };
  });
}
