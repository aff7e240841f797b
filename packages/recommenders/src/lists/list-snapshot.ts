import { readItemIds } from '../snapshot/item-ids-section.js';
import { invalidSnapshot, packSnapshot, unpackSnapshot } from '../snapshot/snapshot-bytes.js';
import type { ListModel } from './list-model.js';

/** The model as one flat buffer: ids as JSON, then the arrays as they lie in memory. */
export function packLists(kind: string, { itemIds, indptr, indices, levels, scales }: ListModel): Uint8Array {
  return packSnapshot(kind, [new TextEncoder().encode(JSON.stringify(itemIds)), indptr, indices, levels, scales]);
}

/** What was packed; whether its lists make sense shows whoever scores by them. @throws SINTONIA_SNAPSHOT_INVALID */
export function unpackLists(kind: string, bytes: Uint8Array): ListModel {
  const [ids, ...arrays] = unpackSnapshot(kind, bytes);
  if (!ids || arrays.length !== 4) throw invalidSnapshot('It has other sections.');
  const itemIds = readItemIds(ids);
  const [indptr, indices, levels, scales] = arrays as [Section, Section, Section, Section];
  return {
    itemIds,
    rows: itemIds.length,
    columns: itemIds.length,
    indptr: typed(indptr, Uint32Array),
    indices: typed<ListModel['indices']>(indices, itemIds.length <= 65_536 ? Uint16Array : Uint32Array),
    levels: typed(levels, Int16Array),
    scales: typed(scales, Float32Array),
  };
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
