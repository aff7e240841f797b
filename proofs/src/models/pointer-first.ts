import type { Batch, CommitResult, Store } from '@sintonia/spec';
import { COLLECTIONS } from '../../../packages/core/src/store/collections.js';

/** The planted bug: a model counts before its parts are there. */
export function pointerFirst(store: Store): Store {
  const commit = store.commit.bind(store);
  const held: Batch[] = [];
  const names = ({ put = [] }: Batch, collection: string) => put.some(({ key }) => key.collection === collection);
  store.commit = async (batch: Batch): Promise<CommitResult> => {
    if (names(batch, COLLECTIONS.modelPart)) {
      held.push(batch);
      return { appended: 0, duplicates: [], versions: [1] };
    }
    const result = await commit(batch);
    if (names(batch, COLLECTIONS.model)) for (const late of held.splice(0)) await commit(late);
    return result;
  };
  return store;
}
