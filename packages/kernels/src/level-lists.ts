import { checkIndices, checkNumbers } from './checks.js';
import type { ScoredLists } from './csr.js';
import { Slices } from './runtime/slices.js';

/** Lists whose values are whole numbers in steps of their own: value = level · scale of the list. 4 bytes an entry, or 6. */
export interface LevelLists {
  readonly rows: number;
  readonly columns: number;
  /** `rows + 1` places, rising, the first 0, the last the number of entries. */
  readonly indptr: Uint32Array;
  /** The columns of the entries, within a list by falling level, ties by rising index. 16 bits for up to 65,536 columns. */
  readonly indices: Uint16Array | Uint32Array;
  /** Beside `indices`. */
  readonly levels: Int16Array;
  /** One a list, above 0. */
  readonly scales: Float32Array;
}

const TOP_LEVEL = 32_767;

/** What the columns of so many lie in. */
export const indicesArray = (columns: number) => (columns <= 65_536 ? Uint16Array : Uint32Array);

/**
 * Rounds lists to 16 bits, of the largest value of each: off by at most 1/65,534 of it, and never to 0. In slices of about 5 ms.
 *
 * @param lists in any order
 * @throws the reason of the signal
 */
export async function roundLists(lists: ScoredLists, signal?: AbortSignal): Promise<LevelLists> {
  const { rows, columns, indptr, indices } = lists;
  const rounded = {
    ...{ rows, columns, indptr },
    indices: new (indicesArray(columns))(indices.length),
    levels: new Int16Array(indices.length),
    scales: new Float32Array(rows),
  };
  await roundInto(rounded, lists, signal);
  return rounded;
}

/** What {@link roundLists} makes, where it is wanted. `indptr` is the same. @throws the reason of the signal */
export async function roundInto(
  { indices, levels, scales }: Pick<LevelLists, 'indices' | 'levels' | 'scales'>,
  { rows, indptr, indices: given, values }: ScoredLists,
  signal: AbortSignal | undefined,
): Promise<void> {
  signal?.throwIfAborted();
  scales.fill(1);
  const slices = new Slices(signal);
  for (let list = 0; list < rows; list++) {
    if (slices.due) await slices.rest();
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
      indices[at] = given[at] as number;
    }
    sortList(indices, levels, start, end);
  }
}

/** By falling level, ties by rising index: rounding makes ties, and kernels may give the largest of either sign first. */
function sortList(indices: LevelLists['indices'], levels: Int16Array, start: number, end: number): void {
  let falls = true;
  for (let at = start + 1; at < end; at++) falls &&= (levels[at] as number) <= (levels[at - 1] as number);
  if (!falls) {
    const before = { indices: indices.slice(start, end), levels: levels.slice(start, end) };
    const order = Uint32Array.from({ length: end - start }, (_, place) => place);
    order.sort((a, b) => (before.levels[b] as number) - (before.levels[a] as number));
    order.forEach((place, at) => {
      indices[start + at] = before.indices[place] as number;
      levels[start + at] = before.levels[place] as number;
    });
  }
  for (let from = start; from < end; ) {
    let to = from + 1;
    while (to < end && levels[to] === levels[from]) to++;
    if (to - from > 1) indices.subarray(from, to).sort();
    from = to;
  }
}

/** @throws RangeError, TypeError that say how lists contradict themselves */
export function checkLevelLists({ rows, columns, indptr, indices, levels, scales }: LevelLists): void {
  if (
    !(indptr instanceof Uint32Array) ||
    !(indices instanceof indicesArray(columns)) ||
    !(levels instanceof Int16Array)
  ) {
    throw new TypeError('lists.indptr, lists.indices and lists.levels have to be typed arrays as LevelLists says.');
  }
  if (
    indptr.length !== rows + 1 ||
    indptr[0] !== 0 ||
    indptr[rows] !== indices.length ||
    levels.length !== indices.length
  ) {
    throw new RangeError('lists.indptr has to have rows + 1 places, from 0 to the number of indices and of levels.');
  }
  for (let row = 0; row < rows; row++) {
    if ((indptr[row] as number) > (indptr[row + 1] as number))
      throw new RangeError(`lists.indptr falls at row ${row}.`);
  }
  checkIndices(indices, columns, 'lists.indices');
  checkNumbers(scales, rows, 'lists.scales', 0);
}
