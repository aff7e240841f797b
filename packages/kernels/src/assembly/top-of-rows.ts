import { selectLargest, sortLargestFirst } from './key-selection';
import { indexOfKey, keyOf } from './score-key';

/**
 * The lists of the rows `from` to `to` of a dense matrix whose columns have weights: the largest values above 0, or by magnitude
 * the largest of any sign but 0.
 */
export function topOfRows(
  dense: usize,
  width: u32,
  weights: usize,
  listLength: u32,
  excludeSelf: u32,
  byMagnitude: u32,
  indexBits: i32,
  listColumns: usize,
  listScores: usize,
  listLengths: usize,
  keys: usize,
  spare: usize,
  counts: usize,
  from: u32,
  to: u32,
): void {
  for (let row = from; row < to; row++) {
    const line = dense + ((<usize>row * <usize>width) << 2);
    let count: u32 = 0;
    for (let column: u32 = 0; column < width; column++) {
      const value = load<f32>(line + ((<usize>column) << 2)) * load<f32>(weights + ((<usize>column) << 2));
      const score = byMagnitude ? abs(value) : value;
      store<u64>(keys + ((<usize>count) << 3), keyOf(score, column));
      count += u32(score > 0) & u32(column !== row || !excludeSelf);
    }
    const kept = min(count, listLength);
    selectLargest(keys, count, kept, counts);
    sortLargestFirst(keys, kept, spare, counts, indexBits);
    const place = (<usize>row * <usize>listLength) << 2;
    for (let at: usize = 0; at < <usize>kept; at++) {
      const column = indexOfKey(load<u64>(keys + (at << 3)));
      const value = load<f32>(line + ((<usize>column) << 2)) * load<f32>(weights + ((<usize>column) << 2));
      store<u32>(listColumns + place + (at << 2), column);
      store<f32>(listScores + place + (at << 2), value);
    }
    store<u32>(listLengths + ((<usize>row) << 2), kept);
  }
}
