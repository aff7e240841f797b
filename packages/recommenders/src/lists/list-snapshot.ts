import { readItemIds } from './item-ids-section.js';
import type { ItemListsModel } from './item-lists-model.js';
import { invalidSnapshot, packSnapshot, unpackSnapshot } from './snapshot-bytes.js';

const KIND = 'item-lists';

/** The model as one flat buffer: ids as JSON, then the three arrays as they lie in memory. */
export function packItemLists({ itemIds, offsets, neighbours, scores }: ItemListsModel): Uint8Array {
  return packSnapshot(KIND, [new TextEncoder().encode(JSON.stringify(itemIds)), offsets, neighbours, scores]);
}

/** @throws SINTONIA_SNAPSHOT_INVALID */
export function unpackItemLists(bytes: Uint8Array): ItemListsModel {
  const [ids, first, second, third, ...rest] = unpackSnapshot(KIND, bytes);
  if (!ids || !first || !second || !third || rest.length > 0) throw invalidSnapshot('It has other sections.');
  if ((first.length | second.length | third.length) % 4 !== 0) throw invalidSnapshot('Its sections are cut.');
  const model = {
    itemIds: readItemIds(ids),
    offsets: new Int32Array(first.buffer, first.byteOffset, first.length / 4),
    neighbours: new Int32Array(second.buffer, second.byteOffset, second.length / 4),
    scores: new Float32Array(third.buffer, third.byteOffset, third.length / 4),
  };
  if (!isSound(model)) throw invalidSnapshot('Its lists contradict each other.');
  return model;
}

function isSound({ itemIds, offsets, neighbours, scores }: ItemListsModel): boolean {
  return (
    offsets.length === itemIds.length + 1 &&
    offsets[0] === 0 &&
    offsets[itemIds.length] === neighbours.length &&
    offsets.every((offset, item) => item === 0 || offset >= (offsets[item - 1] as number)) &&
    neighbours.every((item) => item >= 0 && item < itemIds.length) &&
    scores.length === neighbours.length &&
    scores.every((score) => score > 0 && score < Infinity)
  );
}
