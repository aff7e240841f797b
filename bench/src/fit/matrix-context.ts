import type { Csr } from '@sintonia/kernels';
import type { FitContext, Interaction } from '@sintonia/spec';
import { END } from '../pipeline/dataset.js';

const BATCH = 1_000;

/** A matrix as models of the engine read it: a stream of interactions, none of which anybody holds on to. */
export function matrixContext(matrix: Csr): FitContext {
  const none = async function* () {};
  return {
    ...{ now: END, seed: 1, abort: new AbortController().signal },
    async *interactions() {
      let batch: Interaction[] = [];
      for (let row = 0; row < matrix.rows; row++) {
        batch.push(...historyOf(matrix, row));
        if (batch.length < BATCH) continue;
        yield batch;
        batch = [];
      }
      yield batch;
    },
    ...{ signals: none, profiles: none, items: none },
    progress: () => {},
  };
}

/** What one person took. */
export function historyOf({ indptr, indices }: Csr, row: number): readonly Interaction[] {
  return Array.from(indices.subarray(indptr[row], indptr[row + 1]), (item) => ({
    ...{ person: `person-${row}`, itemId: `item-${item}` },
    ...{ type: 'Order Completed', weight: 1, timestamp: END },
  }));
}
