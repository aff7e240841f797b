import { buildLists, type Csr, denseOf, factorise, gram, type Kernels, openKernels } from '@sintonia/kernels';
import { costOf } from '../machine/cost.js';
import { alsLoss } from './als-loss.js';
import type { FitCost, FitOrder } from './fit-order.js';
import { readMatrix } from './read-matrix.js';

/** Reads a file, then fits a model to it and says what the fit took. */
export async function fitOnce(order: FitOrder): Promise<FitCost> {
  const matrix = readMatrix(order.file, order.people);
  const kernels = openKernels({ threads: order.threads });
  try {
    // The threads stand before the clock starts, as a peer's library does, which was imported.
    await gram(kernels, { rows: 1, columns: 1, values: Float32Array.of(1) });
    return await (order.model === 'als' ? als(kernels, matrix, order) : cosineLists(kernels, matrix, order));
  } finally {
    await kernels.close();
  }
}

async function als(kernels: Kernels, matrix: Csr, order: FitOrder & { readonly model: 'als' }): Promise<FitCost> {
  const { rank, iterations, weight, regularisation } = order;
  const { result, cost } = await costOf(async () => {
    // With x and y √(c / (c − 1)) times as long, c (1 − x·y)² on every entry is our own objective, which needs no weights.
    const ours = { implicitWeight: 1 / (weight - 1), regularisation: regularisation / weight };
    // Two steps a row end below the loss of `implicit`, which takes three.
    const factors = await factorise(kernels, matrix, { rank, iterations, steps: 2, ...ours });
    const length = Math.sqrt(weight / (weight - 1));
    for (const { scales } of [factors.rows, factors.columns]) {
      for (let at = 0; at < scales.length; at++) scales[at] = length * (scales[at] as number);
    }
    return factors;
  });
  const [x, y] = [await denseOf(result.rows), await denseOf(result.columns)];
  return { ...cost, loss: await alsLoss(kernels, matrix, [x, y], order) };
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
