import { selectLargest, sortLargestFirst } from './key-selection';
import { indexOfKey, keyOf } from './score-key';

/**
 * The list of one row of numbers, each times the weight of its column: the largest above 0, or by magnitude the largest of any
 * sign but 0. `self` is the column that is left out, if any. Returns how many there are.
 */
export function selectRow(
  line: usize,
  width: u32,
  weights: usize,
  listLength: u32,
  self: u32,
  byMagnitude: u32,
  indexBits: i32,
  outColumns: usize,
  outScores: usize,
  keys: usize,
  spare: usize,
  counts: usize,
): u32 {
  const sign: u32 = byMagnitude ? 0x7fffffff : 0xffffffff;
  const bound = leastWorthAKey(line, width, weights, listLength + 1, sign, counts);
  let count: u32 = 0;
  for (let column: u32 = 0; column < width; column++) {
    const value = load<f32>(line + ((<usize>column) << 2)) * load<f32>(weights + ((<usize>column) << 2));
    const score = reinterpret<f32>(reinterpret<u32>(value) & sign);
    if (score >= bound && score > 0 && column !== self) {
      store<u64>(keys + ((<usize>count) << 3), keyOf(score, column));
      count++;
    }
  }
  const kept = min(count, listLength);
  selectLargest(keys, count, kept, counts);
  sortLargestFirst(keys, kept, spare, counts, indexBits);
  for (let at: usize = 0; at < <usize>kept; at++) {
    const column = indexOfKey(load<u64>(keys + (at << 3)));
    const value = load<f32>(line + ((<usize>column) << 2)) * load<f32>(weights + ((<usize>column) << 2));
    store<u32>(outColumns + (at << 2), column);
    store<f32>(outScores + (at << 2), value);
  }
  return kept;
}

/** A bound that at least `wanted` scores reach, from their leading bits; 0 where there are fewer above 0. */
function leastWorthAKey(line: usize, width: u32, weights: usize, wanted: u32, sign: u32, counts: usize): f32 {
  memory.fill(counts, 0, 2048 * 4);
  for (let at: usize = 0, end = (<usize>width) << 2; at < end; at += 4) {
    const bits = reinterpret<u32>(load<f32>(line + at) * load<f32>(weights + at)) & sign;
    // Below 0 all fall into the upper half of the bins, which is not looked at.
    const bin = counts + ((<usize>(bits >> 21)) << 2);
    store<u32>(bin, load<u32>(bin) + 1);
  }
  let found: u32 = 0;
  // From infinity down; NaN lies beyond it.
  for (let bin: i32 = 0x7f800000 >> 21; bin >= 0; bin--) {
    found += load<u32>(counts + ((<usize>bin) << 2));
    if (found >= wanted) return reinterpret<f32>(u32(bin) << 21);
  }
  return 0;
}
