import { readItemIds } from '../snapshot/item-ids-section.js';
import { invalidSnapshot, packSnapshot, unpackSnapshot } from '../snapshot/snapshot-bytes.js';
import { SparseIndex } from '../sparse/sparse-index.js';
import type { SparseRow } from '../sparse/sparse-row.js';
import { packRows, unpackRows } from '../sparse/sparse-rows-sections.js';
import { AttributeSpace } from './attribute-space.js';
import { AttributesModel } from './attributes-model.js';

/** So many sections hold all rows. */
const ROW_SECTIONS = 3;

/** The space, ids, the items' rows, and at last the mean; and whatever else belongs to it. */
export function packAttributes(
  kind: string,
  { space, index, mean }: AttributesModel,
  ...others: readonly ArrayBufferView[]
): Uint8Array {
  const itemIds = index.itemIds;
  const rows = itemIds.map((itemId) => index.rowOf(itemId) as SparseRow);
  const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  return packSnapshot(kind, [text(space), text(itemIds), ...packRows([...rows, mean]), ...others]);
}

/** What was packed, its index not sealed yet. @throws SINTONIA_SNAPSHOT_INVALID */
export function unpackAttributes(kind: string, bytes: Uint8Array) {
  const [space, ids, ...packed] = unpackSnapshot(kind, bytes);
  if (!space || !ids) throw invalidSnapshot('It has other sections.');
  const itemIds = readItemIds(ids);
  const rows = unpackRows(packed, itemIds.length + 1);
  const index = new SparseIndex();
  itemIds.forEach((itemId, at) => {
    index.put(itemId, rows[at] as SparseRow);
  });
  const mean = rows[itemIds.length] as SparseRow;
  return { model: new AttributesModel(readSpace(space), index, mean), others: packed.slice(ROW_SECTIONS) };
}

function readSpace(section: Uint8Array): AttributeSpace {
  try {
    return AttributeSpace.fromJSON(JSON.parse(new TextDecoder().decode(section)));
  } catch {
    throw invalidSnapshot('Its attributes do not fit.');
  }
}
