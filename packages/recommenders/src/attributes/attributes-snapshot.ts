import { readItemIds } from '../snapshot/item-ids-section.js';
import { invalidSnapshot, packSnapshot, unpackSnapshot } from '../snapshot/snapshot-bytes.js';
import { SparseIndex } from '../sparse/sparse-index.js';
import type { SparseRow } from '../sparse/sparse-row.js';
import { AttributeSpace } from './attribute-space.js';
import type { AttributesModel } from './attributes-recommender.js';

/** The space, ids, where each item's row ends, and the rows behind each other; at last the mean. */
export function packAttributes(kind: string, { space, index, mean }: AttributesModel): Uint8Array {
  const itemIds = index.itemIds;
  const rows = [...itemIds.map((itemId) => index.rowOf(itemId) as SparseRow), mean];
  const ends = new Uint32Array(rows.length);
  let size = 0;
  rows.forEach(({ dimensions }, at) => {
    size += dimensions.length;
    ends[at] = size;
  });
  const dimensions = new Uint32Array(size);
  const weights = new Float32Array(size);
  rows.forEach((row, at) => {
    dimensions.set(row.dimensions, ends[at - 1] ?? 0);
    weights.set(row.weights, ends[at - 1] ?? 0);
  });
  const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  return packSnapshot(kind, [text(space), text(itemIds), ends, dimensions, weights]);
}

/** What was packed, its index not sealed yet. @throws SINTONIA_SNAPSHOT_INVALID */
export function unpackAttributes(kind: string, bytes: Uint8Array): AttributesModel {
  const [space, ids, ends, dimensions, weights] = unpackSnapshot(kind, bytes);
  if (!space || !ids || !ends || !dimensions || !weights) throw invalidSnapshot('It has other sections.');
  const itemIds = readItemIds(ids);
  const numbers = (section: Uint8Array<ArrayBuffer>) =>
    new Uint32Array(section.buffer, section.byteOffset, Math.floor(section.length / 4));
  const allEnds = numbers(ends);
  const allDimensions = numbers(dimensions);
  const allWeights = new Float32Array(weights.buffer, weights.byteOffset, Math.floor(weights.length / 4));
  if (allEnds.length !== itemIds.length + 1 || allEnds.at(-1) !== allDimensions.length) {
    throw invalidSnapshot('Its rows do not fit.');
  }
  const rowAt = (at: number): SparseRow => ({
    dimensions: allDimensions.subarray(allEnds[at - 1] ?? 0, allEnds[at]),
    weights: allWeights.subarray(allEnds[at - 1] ?? 0, allEnds[at]),
  });
  const index = new SparseIndex();
  itemIds.forEach((itemId, at) => {
    index.put(itemId, rowAt(at));
  });
  return { space: readSpace(space), index, mean: rowAt(itemIds.length) };
}

function readSpace(section: Uint8Array): AttributeSpace {
  try {
    return AttributeSpace.fromJSON(JSON.parse(new TextDecoder().decode(section)));
  } catch {
    throw invalidSnapshot('Its attributes do not fit.');
  }
}
