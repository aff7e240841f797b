import { lineSums } from './four-lines';
import { offer } from './key-heap';
import { isNotNumber, keyOf, scoreOfKey } from './score-key';

// Vectors are padded to 8 numbers. Four at a time, so that a number of the query is loaded once for four.

/** Offers the inner products of vectors `from` to `to` that are not marked to the heap; returns its new size. */
export function scanVectors(
  vectors: usize,
  width: u32,
  query: usize,
  marks: usize,
  wanted: u32,
  heap: usize,
  size: u32,
  from: u32,
  to: u32,
): u32 {
  const line = (<usize>width) << 2;
  let row = from;
  let least = leastOf(heap, size, wanted);
  for (; row + 4 <= to; row += 4) {
    const products = fourProducts(vectors + <usize>row * line, line, query);
    // "Not less" lets NaN through, to be dropped one by one.
    if (v128.any_true(v128.not(f32x4.lt(products, f32x4.splat(least))))) {
      size = offerUnmarked(heap, size, wanted, marks, row, f32x4.extract_lane(products, 0));
      size = offerUnmarked(heap, size, wanted, marks, row + 1, f32x4.extract_lane(products, 1));
      size = offerUnmarked(heap, size, wanted, marks, row + 2, f32x4.extract_lane(products, 2));
      size = offerUnmarked(heap, size, wanted, marks, row + 3, f32x4.extract_lane(products, 3));
      least = leastOf(heap, size, wanted);
    }
  }
  for (; row < to; row++) {
    size = offerUnmarked(heap, size, wanted, marks, row, oneProduct(vectors + <usize>row * line, line, query));
  }
  return size;
}

/** The inner products of `count` vectors, by number in `rows`, offered to the heap; returns its size. */
export function rankVectors(
  vectors: usize,
  width: u32,
  query: usize,
  rows: usize,
  count: u32,
  wanted: u32,
  heap: usize,
): u32 {
  const line = (<usize>width) << 2;
  let size: u32 = 0;
  for (let at: usize = 0; at < <usize>count; at++) {
    const row = load<u32>(rows + (at << 2));
    const product = oneProduct(vectors + <usize>row * line, line, query);
    if (!isNotNumber(product)) size = offer(heap, size, wanted, keyOf(product, row));
  }
  return size;
}

export function leastOf(heap: usize, size: u32, wanted: u32): f32 {
  return size < wanted ? f32.NEGATIVE_INFINITY : scoreOfKey(load<u64>(heap));
}

export function offerUnmarked(heap: usize, size: u32, wanted: u32, marks: usize, row: u32, score: f32): u32 {
  if (isNotNumber(score) || load<u8>(marks + <usize>row)) return size;
  return offer(heap, size, wanted, keyOf(score, row));
}

function oneProduct(vector: usize, line: usize, query: usize): f32 {
  const sum = partSums(vector, line, query);
  const low = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1);
  return low + (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3));
}

function fourProducts(first: usize, line: usize, query: usize): v128 {
  const second = first + line;
  const third = second + line;
  const fourth = third + line;
  return lineSums(
    partSums(first, line, query),
    partSums(second, line, query),
    partSums(third, line, query),
    partSums(fourth, line, query),
  );
}

/** A line is read from its start to its end: memory that is read in order comes at its full speed. */
function partSums(vector: usize, line: usize, query: usize): v128 {
  let even = f32x4.splat(0);
  let odd = f32x4.splat(0);
  for (let at: usize = 0; at < line; at += 32) {
    even = f32x4.add(even, f32x4.mul(v128.load(vector + at), v128.load(query + at)));
    odd = f32x4.add(odd, f32x4.mul(v128.load(vector + at, 16), v128.load(query + at, 16)));
  }
  return f32x4.add(even, odd);
}
