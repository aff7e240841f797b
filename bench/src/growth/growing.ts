import { type Csr, estimateFactorise, factorise, openKernels } from '@sintonia/kernels';
import { ItemListsRecommender } from '@sintonia/recommenders';
import { matrixContext } from '../fit/matrix-context.js';
import type { GrowthModel } from './growth-order.js';

/** A model that is about to learn. */
export interface Growing {
  /** What it says beforehand that it will hold at most. */
  readonly estimatedBytes: number;
  /** @returns how many bytes the model is when it is written down */
  fit(): Promise<number>;
}

const RANK = 64;

export const growing: Readonly<Record<GrowthModel, (matrix: Csr) => Growing>> = {
  /** As the engine has it fitted, from a stream of interactions. */
  'item-lists': (matrix) => {
    const recommender = new ItemListsRecommender();
    const { rows: people, columns: items, indices } = matrix;
    return {
      estimatedBytes: recommender.estimate({ people, items, interactions: indices.length }).bytes,
      async fit() {
        await recommender.fit(matrixContext(matrix));
        return recommender.snapshot()?.length ?? 0;
      },
    };
  },
  /** The kernel alone, on the matrix. */
  als: (matrix) => {
    const kernels = openKernels();
    const { rows, columns, indices } = matrix;
    return {
      estimatedBytes: estimateFactorise({ rows, columns, entries: indices.length }, { rank: RANK }, kernels.threads),
      async fit() {
        const factors = await factorise(kernels, matrix, { rank: RANK, implicitWeight: 0.01, regularisation: 0.002 });
        await kernels.close();
        return factors.rows.byteLength + factors.columns.byteLength;
      },
    };
  },
};
