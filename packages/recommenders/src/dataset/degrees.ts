import type { Csr } from '@sintonia/kernels';
import type { TasteMatrix } from './taste-matrix.js';

/** The matrix as kernels take it, every entry 1. */
export function csrOf({ itemIds, people, offsets, items }: TasteMatrix): Csr {
  return { rows: people, columns: itemIds.length, indptr: offsets, indices: items };
}

/** How many items each person took. */
export function personDegrees({ people, offsets }: TasteMatrix): Uint32Array {
  return Uint32Array.from({ length: people }, (_, row) => (offsets[row + 1] as number) - (offsets[row] as number));
}

/** How many people took each item. */
export function itemDegrees({ itemIds, items }: TasteMatrix): Uint32Array {
  const degrees = new Uint32Array(itemIds.length);
  for (const item of items) degrees[item] = (degrees[item] as number) + 1;
  return degrees;
}
