import type { ScoredLists } from '@sintonia/kernels';
import type { Pace } from '../pace.js';

/**
 * For every item the items that go with it best: a whole model as flat arrays, 4 bytes an entry (6 with more than 65,536 items).
 * Holds nothing about any person.
 */
export interface ListModel {
  /** Ascending by UTF-16 code units. An item's number is its place in here. */
  readonly itemIds: readonly string[];
  /** `itemIds.length + 1` places in `neighbours` and `levels`. */
  readonly offsets: Uint32Array;
  /** Item numbers; within a list by falling level, ties by rising number. Never the item itself. */
  readonly neighbours: Uint16Array | Uint32Array;
  /** Scores in steps of the list's scale, never 0. Below 0 where an item speaks against another. Beside `neighbours`. */
  readonly levels: Int16Array;
  /** One a list, above 0: score = level · scale. */
  readonly scales: Float32Array;
}

const TOP_LEVEL = 32_767;

export const neighboursArray = (items: number) => (items <= 65_536 ? Uint16Array : Uint32Array);

/** The score of an entry as everybody who reads the model has it. */
export const scoreAt = (model: ListModel, list: number, at: number) =>
  Math.fround((model.levels[at] as number) * (model.scales[list] as number));

/**
 * Rounds lists to 16 bits, of the largest score of each list: off by at most 1/65,534 of it.
 *
 * @param lists of `itemIds.length` rows and columns, within a list in any order
 * @throws SINTONIA_ABORTED
 */
export async function listModel(
  itemIds: readonly string[],
  { indptr, indices, values }: ScoredLists,
  pace: Pace,
): Promise<ListModel> {
  const neighbours = new (neighboursArray(itemIds.length))(indices.length);
  const levels = new Int16Array(indices.length);
  const scales = new Float32Array(itemIds.length).fill(1);
  for (let list = 0; list < itemIds.length; list++) {
    if (pace.due()) await pace.rest();
    const start = indptr[list] as number;
    const end = indptr[list + 1] as number;
    let largest = 0;
    for (let at = start; at < end; at++) largest = Math.max(largest, Math.abs(values[at] as number));
    if (largest === 0) continue;
    // The smallest normal number: a scale below it would lose bits.
    const scale = Math.max(Math.fround(largest / TOP_LEVEL), 2 ** -126);
    scales[list] = scale;
    for (let at = start; at < end; at++) {
      const value = values[at] as number;
      const level = Math.max(-TOP_LEVEL, Math.min(TOP_LEVEL, Math.round(value / scale)));
      levels[at] = level || (value < 0 ? -1 : 1);
      neighbours[at] = indices[at] as number;
    }
    sortList(neighbours, levels, start, end);
  }
  return { itemIds, offsets: indptr, neighbours, levels, scales };
}

/** By falling level, ties by rising number: rounding makes ties, and kernels may give the largest of either sign first. */
function sortList(neighbours: Uint16Array | Uint32Array, levels: Int16Array, start: number, end: number): void {
  let falls = true;
  for (let at = start + 1; at < end; at++) falls &&= (levels[at] as number) <= (levels[at - 1] as number);
  if (!falls) {
    const before = { neighbours: neighbours.slice(start, end), levels: levels.slice(start, end) };
    const order = Uint32Array.from({ length: end - start }, (_, place) => place);
    order.sort((a, b) => (before.levels[b] as number) - (before.levels[a] as number));
    order.forEach((place, at) => {
      neighbours[start + at] = before.neighbours[place] as number;
      levels[start + at] = before.levels[place] as number;
    });
  }
  for (let from = start; from < end; ) {
    let to = from + 1;
    while (to < end && levels[to] === levels[from]) to++;
    if (to - from > 1) neighbours.subarray(from, to).sort();
    from = to;
  }
}

/** The lists as kernels take them. */
export function scoredLists(model: ListModel): ScoredLists {
  const { itemIds, offsets, neighbours, levels } = model;
  const values = new Float32Array(levels.length);
  for (let list = 0; list < itemIds.length; list++) {
    const end = offsets[list + 1] as number;
    for (let at = offsets[list] as number; at < end; at++) values[at] = scoreAt(model, list, at);
  }
  const indices = neighbours instanceof Uint32Array ? neighbours : Uint32Array.from(neighbours);
  return { rows: itemIds.length, columns: itemIds.length, indptr: offsets, indices, values };
}
