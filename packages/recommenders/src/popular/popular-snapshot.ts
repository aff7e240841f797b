import { readItemIds } from '../snapshot/item-ids-section.js';
import { invalidSnapshot, packSnapshot, unpackSnapshot } from '../snapshot/snapshot-bytes.js';
import type { PopularityModel } from './popularity-model.js';

const KIND = 'popular';

export function packPopularity({ itemIds, scores, people }: PopularityModel): Uint8Array {
  return packSnapshot(KIND, [new TextEncoder().encode(JSON.stringify(itemIds)), scores, people]);
}

/** @throws SINTONIA_SNAPSHOT_INVALID */
export function unpackPopularity(bytes: Uint8Array): PopularityModel {
  const [ids, second, third, ...rest] = unpackSnapshot(KIND, bytes);
  if (!ids || !second || !third || rest.length > 0) throw invalidSnapshot('It has other sections.');
  const itemIds = readItemIds(ids);
  if (second.length !== 8 * itemIds.length || third.length !== 4 * itemIds.length) {
    throw invalidSnapshot('Its sections are cut.');
  }
  return {
    itemIds,
    scores: new Float64Array(second.buffer, second.byteOffset, itemIds.length),
    people: new Int32Array(third.buffer, third.byteOffset, itemIds.length),
  };
}
