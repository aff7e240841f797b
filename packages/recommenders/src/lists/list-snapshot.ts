import { readItemIds } from '../snapshot/item-ids-section.js';
import { invalidSnapshot, packSnapshot, unpackSnapshot } from '../snapshot/snapshot-bytes.js';
import { type ListModel, neighboursArray } from './list-model.js';

/** The model as one flat buffer: ids as JSON, then the arrays as they lie in memory. */
export function packLists(kind: string, { itemIds, offsets, neighbours, levels, scales }: ListModel): Uint8Array {
  return packSnapshot(kind, [new TextEncoder().encode(JSON.stringify(itemIds)), offsets, neighbours, levels, scales]);
}

/** @throws SINTONIA_SNAPSHOT_INVALID */
export function unpackLists(kind: string, bytes: Uint8Array): ListModel {
  const [ids, ...arrays] = unpackSnapshot(kind, bytes);
  if (!ids || arrays.length !== 4) throw invalidSnapshot('It has other sections.');
  const itemIds = readItemIds(ids);
  const [first, second, third, fourth] = arrays as [Section, Section, Section, Section];
  const Neighbours = neighboursArray(itemIds.length);
  const model = {
    itemIds,
    offsets: typed(first, Uint32Array),
    neighbours: typed<Uint16Array | Uint32Array>(second, Neighbours),
    levels: typed(third, Int16Array),
    scales: typed(fourth, Float32Array),
  };
  if (!isSound(model)) throw invalidSnapshot('Its lists contradict each other.');
  return model;
}

type Section = Uint8Array<ArrayBuffer>;

function typed<Numbers>(
  section: Section,
  maker: { readonly BYTES_PER_ELEMENT: number; new (buffer: ArrayBuffer, offset: number, length: number): Numbers },
): Numbers {
  const length = section.length / maker.BYTES_PER_ELEMENT;
  if (!Number.isInteger(length)) throw invalidSnapshot('Its sections are cut.');
  return new maker(section.buffer, section.byteOffset, length);
}

function isSound({ itemIds, offsets, neighbours, levels, scales }: ListModel): boolean {
  return (
    offsets.length === itemIds.length + 1 &&
    offsets[0] === 0 &&
    offsets[itemIds.length] === neighbours.length &&
    offsets.every((offset, item) => item === 0 || offset >= (offsets[item - 1] as number)) &&
    levels.length === neighbours.length &&
    areEntries(neighbours, levels, itemIds.length) &&
    scales.length === itemIds.length &&
    scales.every((scale) => scale > 0 && scale < 1e34)
  );
}

/** A loop: there may be tens of millions, and a process waits for them when it starts. */
function areEntries(neighbours: ListModel['neighbours'], levels: Int16Array, items: number): boolean {
  for (let at = 0; at < neighbours.length; at++) {
    if ((neighbours[at] as number) >= items || levels[at] === 0) return false;
  }
  return true;
}
