import type { FitContext, Item } from '@sintonia/spec';
import { batchesOf } from '../pipeline/dataset.js';

/** For models that learn from what items are, and from nothing else. */
export function itemsContext(items: readonly Item[]): FitContext {
  const none = async function* () {};
  return {
    ...{ now: 0, seed: 1, abort: new AbortController().signal, progress: () => {} },
    ...{ interactions: none, signals: none, profiles: none },
    async *items() {
      yield* batchesOf(items, 1_000);
    },
  };
}
