import { type ListModel, neighboursArray } from './list-model.js';

/** A model with some lists taken from another one of the same items. */
export function replaceLists(model: ListModel, other: ListModel, replaced: ReadonlySet<number>): ListModel {
  const { itemIds } = model;
  const from = (list: number) => (replaced.has(list) ? other : model);
  const offsets = new Uint32Array(itemIds.length + 1);
  for (let list = 0; list < itemIds.length; list++) {
    const source = from(list).offsets;
    const length = (source[list + 1] as number) - (source[list] as number);
    offsets[list + 1] = (offsets[list] as number) + length;
  }
  const entries = offsets[itemIds.length] as number;
  const neighbours = new (neighboursArray(itemIds.length))(entries);
  const levels = new Int16Array(entries);
  const scales = new Float32Array(itemIds.length);
  for (let list = 0; list < itemIds.length; list++) {
    const source = from(list);
    const start = source.offsets[list] as number;
    const end = source.offsets[list + 1] as number;
    neighbours.set(source.neighbours.subarray(start, end), offsets[list]);
    levels.set(source.levels.subarray(start, end), offsets[list]);
    scales[list] = source.scales[list] as number;
  }
  return { itemIds, offsets, neighbours, levels, scales };
}
