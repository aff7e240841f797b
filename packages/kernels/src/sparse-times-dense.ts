import { type Csr, type CsrShape, checkCsr } from './csr.js';
import { checkDense, checkSame, type Dense } from './dense.js';
import { copyNumbers, takeOut } from './runtime/copy-numbers.js';
import { jobBytes } from './runtime/job-bytes.js';
import type { Kernels, WorkOptions } from './runtime/kernels.js';
import { f32, u32 } from './runtime/layout.js';

const productLayout = ({ rows, columns, entries }: CsrShape, width: number, weighted: boolean) => ({
  starts: u32(rows + 1),
  columns: u32(entries),
  values: f32(weighted ? entries : 0),
  dense: f32(columns * width),
  out: f32(rows * width),
});

/** The most bytes that `sparseTimesDense` holds at once, its result included. */
export function estimateSparseTimesDense(shape: CsrShape, width: number, threads: number, weighted = false): number {
  return jobBytes(productLayout(shape, width, weighted), threads) + 4 * shape.rows * width;
}

/**
 * A sparse matrix times a dense one, in f32, entries in their order.
 *
 * @throws RangeError, TypeError for matrices that do not fit or contradict themselves, or more than 4 GiB
 */
export async function sparseTimesDense(
  kernels: Kernels,
  sparse: Csr,
  dense: Dense,
  options: WorkOptions = {},
): Promise<Dense> {
  checkCsr(sparse, 'sparse');
  checkDense(dense, 'dense');
  checkSame(sparse.columns, dense.rows, 'The columns of sparse and the rows of dense');
  const { rows, indptr, indices, values } = sparse;
  const width = dense.columns;
  const shape = { rows, columns: sparse.columns, entries: indices.length };
  return kernels.work(productLayout(shape, width, values !== undefined), options, async ({ views, run, signal }) => {
    views.starts.set(indptr);
    await copyNumbers(indices, views.columns, signal);
    if (values) await copyNumbers(values, views.values, signal);
    await copyNumbers(dense.values, views.dense, signal);
    const { starts, columns, out } = views;
    await run('sparseTimesDense', [starts, columns, views.values, views.dense, width, out], {
      count: rows,
      chunk: 128,
      share: 0.95,
    });
    return { rows, columns: width, values: await takeOut(out, signal) };
  });
}
