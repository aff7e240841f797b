import { lineSums } from './four-lines';
import { offer } from './key-heap';
import { isNotNumber, keyOf, scoreOfKey } from './score-key';

// Vectors are padded to 8 numbers. Four at a time, so that what they reach is compared at once; what pads the last four is marked.

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
  const strand = strandOf(from, to);
  let least = leastOf(heap, size, wanted);
  for (let start = from; start < from + strand; start += 4) {
    for (let row = start; row < to; row += strand) {
      const products = fourProducts(vectors + <usize>row * line, line, query);
      // "Not less" lets NaN through, to be dropped one by one.
      if (v128.any_true(v128.not(f32x4.lt(products, f32x4.splat(least))))) {
        size = offerFour(heap, size, wanted, marks, row, products);
        least = leastOf(heap, size, wanted);
      }
    }
  }
  return size;
}

/**
 * Vectors are read in four strands of so many, in turn: one strand alone comes as fast as a processor reads ahead within a page, which
 * is half as fast as memory gives. The order is of no account, since no two keys are equal.
 */
export function strandOf(from: u32, to: u32): u32 {
  return ((to - from + 15) >> 4) << 2;
}

export function leastOf(heap: usize, size: u32, wanted: u32): f32 {
  return size < wanted ? f32.NEGATIVE_INFINITY : scoreOfKey(load<u64>(heap));
}

export function offerFour(heap: usize, size: u32, wanted: u32, marks: usize, row: u32, scores: v128): u32 {
  size = offerUnmarked(heap, size, wanted, marks, row, f32x4.extract_lane(scores, 0));
  size = offerUnmarked(heap, size, wanted, marks, row + 1, f32x4.extract_lane(scores, 1));
  size = offerUnmarked(heap, size, wanted, marks, row + 2, f32x4.extract_lane(scores, 2));
  return offerUnmarked(heap, size, wanted, marks, row + 3, f32x4.extract_lane(scores, 3));
}

function offerUnmarked(heap: usize, size: u32, wanted: u32, marks: usize, row: u32, score: f32): u32 {
  if (isNotNumber(score) || load<u8>(marks + <usize>row)) return size;
  return offer(heap, size, wanted, keyOf(score, row));
}

export function fourProducts(first: usize, line: usize, query: usize): v128 {
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
