import { buildLists, type Csr, factorise, type Kernels, openKernels } from '@sintonia/kernels';
import { costOf } from '../machine/cost.js';
import { alsLoss } from './als-loss.js';
import type { FitCost, FitOrder } from './fit-order.js';
import { readMatrix } from './read-matrix.js';

/** Reads a file, then fits a model to it and says what the fit took. */
export async function fitOnce(order: FitOrder): Promise<FitCost> {
  const matrix = readMatrix(order.file, order.people);
  const kernels = openKernels({ threads: order.threads });
  try {
    return await (order.model === 'als' ? als(kernels, matrix, order) : cosineLists(kernels, matrix, order));
  } finally {
    await kernels.close();
  }
}

async function als(kernels: Kernels, matrix: Csr, order: FitOrder & { readonly model: 'als' }): Promise<FitCost> {
  const { rank, iterations, weight, regularisation } = order;
  const entries = matrix.indices.length;
  const { result, cost } = await costOf(() =>
    factorise(kernels, matrix, {
      ...{ rank, iterations, regularisation },
      weights: new Float32Array(entries).fill(weight - 1),
      targets: new Float32Array(entries).fill(weight),
    }),
  );
  return { ...cost, loss: await alsLoss(kernels, matrix, result, order) };
}

async function cosineLists(
  kernels: Kernels,
  matrix: Csr,
  { length }: FitOrder & { readonly model: 'cosine-lists' },
): Promise<FitCost> {
  const { cost } = await costOf(() => {
    const degrees = new Uint32Array(matrix.columns);
    for (const item of matrix.indices) degrees[item] = (degrees[item] as number) + 1;
    const weights = Float32Array.from(degrees, (degree) => (degree > 0 ? degree ** -0.5 : 0));
    return buildLists(kernels, matrix, { length, seedWeights: weights, listedWeights: weights });
  });
  return cost;
}
