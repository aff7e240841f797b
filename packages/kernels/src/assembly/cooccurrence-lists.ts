import { innerFour } from './four-lines';
import { selectLargest, sortLargestFirst } from './key-selection';
import { indexOfKey, keyOf, scoreOfKey } from './score-key';

/**
 * The lists of the columns `from` to `to`: sums over the rows that hold a column, of all columns those rows hold.
 * Pointers to optional arrays are 0 where they are not given.
 */
export function cooccurrenceLists(
  rowStarts: usize,
  rowColumns: usize,
  columnStarts: usize,
  columnRows: usize,
  rowWeights: usize,
  seedValues: usize,
  listedValues: usize,
  seedWeights: usize,
  listedWeights: usize,
  left: usize,
  right: usize,
  width: u32,
  listLength: u32,
  excludeSelf: u32,
  normalise: u32,
  indexBits: i32,
  listStarts: usize,
  listColumns: usize,
  listScores: usize,
  listLengths: usize,
  sums: usize,
  met: usize,
  keys: usize,
  spare: usize,
  counts: usize,
  from: u32,
  to: u32,
): void {
  for (let column = from; column < to; column++) {
    const begin = load<u32>(columnStarts + ((<usize>column) << 2));
    const end = load<u32>(columnStarts + ((<usize>column) << 2), 4);
    let metEnd = met;
    for (let at = begin; at < end; at++) {
      const row = columnRows + ((<usize>at) << 2);
      const start = rowStarts + ((<usize>load<u32>(row)) << 2);
      let weight = load<f32>(rowWeights + ((<usize>load<u32>(row)) << 2));
      if (seedValues) weight *= load<f32>(seedValues + ((<usize>at) << 2));
      const first = (<usize>load<u32>(start)) << 2;
      const last = (<usize>load<u32>(start, 4)) << 2;
      metEnd = listedValues
        ? addValues(rowColumns, listedValues, first, last, weight, sums, metEnd)
        : addWeight(rowColumns + first, rowColumns + last, weight + 0, sums, metEnd);
    }
    const seedWeight = load<f32>(seedWeights + ((<usize>column) << 2));
    if (width) setProducts(left + ((<usize>column * <usize>width) << 2), right, width, met, metEnd, spare);
    let count: u32 = 0;
    for (let at = met; at < metEnd; at += 4) {
      const other = load<u32>(at);
      const sum = sums + ((<usize>other) << 2);
      let score = load<f32>(sum) * seedWeight * load<f32>(listedWeights + ((<usize>other) << 2));
      if (width) score += load<f32>(spare + (at - met));
      store<f32>(sum, -0.0);
      store<u64>(keys + ((<usize>count) << 3), keyOf(score, other));
      // NaN is not above 0 either.
      count += u32(score > 0) & u32((other !== column) | !excludeSelf);
    }
    const kept = min(count, listLength);
    selectLargest(keys, count, kept, counts);
    sortLargestFirst(keys, kept, spare, counts, indexBits);
    let total: f32 = 1;
    if (normalise) {
      total = 0;
      for (let at: usize = 0; at < <usize>kept; at++) total += scoreOfKey(load<u64>(keys + (at << 3)));
    }
    const place = (<usize>load<u32>(listStarts + ((<usize>column) << 2))) << 2;
    for (let at: usize = 0; at < <usize>kept; at++) {
      const key = load<u64>(keys + (at << 3));
      store<u32>(listColumns + place + (at << 2), indexOfKey(key));
      store<f32>(listScores + place + (at << 2), scoreOfKey(key) / total);
    }
    store<u32>(listLengths + ((<usize>column) << 2), kept);
  }
}

/** The inner products of a line of the left factors with those of the columns met, beside `met`. Lines are whole SIMD words. */
function setProducts(line: usize, right: usize, width: u32, met: usize, metEnd: usize, products: usize): void {
  const bytes = (<usize>width) << 2;
  const last = metEnd - 4;
  for (let at = met; at < metEnd; at += 16) {
    const a = right + <usize>load<u32>(at) * bytes;
    const b = right + <usize>load<u32>(min(at + 4, last)) * bytes;
    const c = right + <usize>load<u32>(min(at + 8, last)) * bytes;
    const d = right + <usize>load<u32>(min(at + 12, last)) * bytes;
    // There is room for three more than can be met.
    v128.store(products + (at - met), innerFour(a, b, c, d, line, bytes));
  }
}

// `met` grows without a branch: every column is written at its end, which moves on only for a new one. A sum that is not met
// yet is −0, which no addition gives back (0 + −0 is 0), so that a sum of 0 is not met twice.

function addWeight(at: usize, end: usize, weight: f32, sums: usize, metEnd: usize): usize {
  for (; at < end; at += 4) {
    const other = load<u32>(at);
    const sum = sums + ((<usize>other) << 2);
    const before = load<f32>(sum);
    store<u32>(metEnd, other);
    metEnd += (<usize>(reinterpret<u32>(before) === 0x80000000)) << 2;
    store<f32>(sum, before + weight);
  }
  return metEnd;
}

function addValues(
  columns: usize,
  values: usize,
  at: usize,
  end: usize,
  weight: f32,
  sums: usize,
  metEnd: usize,
): usize {
  for (; at < end; at += 4) {
    const other = load<u32>(columns + at);
    const sum = sums + ((<usize>other) << 2);
    const before = load<f32>(sum);
    store<u32>(metEnd, other);
    metEnd += (<usize>(reinterpret<u32>(before) === 0x80000000)) << 2;
    store<f32>(sum, before + (weight * load<f32>(values + at) + 0));
  }
  return metEnd;
}
