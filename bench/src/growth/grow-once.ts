import type { Csr } from '@sintonia/kernels';
import { matrixContext } from '../fit/matrix-context.js';
import { powerLawMatrix } from '../fit/power-law-matrix.js';
import { readMatrix } from '../fit/read-matrix.js';
import { costOf } from '../machine/cost.js';
import { growing } from './growing.js';
import type { Grown, GrowthOrder } from './growth-order.js';

/** Has a model estimate, learn, and write itself down. */
export async function growOnce({ model, data }: GrowthOrder): Promise<Grown> {
  const matrix = 'file' in data ? readMatrix(data.file, data.people) : powerLawMatrix(data);
  const interactions = matrix.indices.length;
  const recommender = growing(model);
  const squares = squaresOf(matrix);
  const size = { people: matrix.rows, items: matrix.columns, interactions, pairs: interactions, squares };
  const { bytes } = recommender.estimate(size);
  const { cost } = await costOf(() => recommender.fit(matrixContext(matrix)));
  return {
    ...cost,
    interactions,
    pairs: squares,
    estimatedBytes: bytes,
    snapshotBytes: recommender.snapshot()?.length ?? 0,
  };
}

function squaresOf({ rows, indptr }: Csr): number {
  let squares = 0;
  for (let row = 0; row < rows; row++) squares += ((indptr[row + 1] as number) - (indptr[row] as number)) ** 2;
  return squares;
}
