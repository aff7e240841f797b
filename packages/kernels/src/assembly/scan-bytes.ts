import { fourProducts, leastOf, offerFour, strandOf } from './scan-vectors';

/**
 * As `scanVectors`, but looks at a vector only where the most that it may have, (product of bytes + `slack`) · scale · `step`, reaches
 * the least that is kept. Each has its bytes and a scale; the query is in int16. Sums stay under 2³¹ as long as the query does not
 * exceed 2³¹ / (127 · width). `looked` is told how many fours were looked at.
 */
export function scanBytes(
  vectors: usize,
  bytes: usize,
  scales: usize,
  width: u32,
  query: usize,
  byteQuery: usize,
  slack: f32,
  step: f32,
  marks: usize,
  wanted: u32,
  heap: usize,
  size: u32,
  from: u32,
  to: u32,
  looked: usize,
): u32 {
  const line = <usize>width;
  const slacks = f32x4.splat(slack);
  const steps = f32x4.splat(step);
  const strand = strandOf(from, to);
  let least = leastOf(heap, size, wanted);
  let count: u32 = 0;
  for (let start = from; start < from + strand; start += 4) {
    for (let row = start; row < to; row += strand) {
      const sums = f32x4.convert_i32x4_s(fourSums(bytes + <usize>row * line, line, byteQuery));
      const scale = f32x4.mul(v128.load(scales + ((<usize>row) << 2)), steps);
      const most = f32x4.mul(f32x4.add(sums, slacks), scale);
      if (v128.any_true(f32x4.ge(most, f32x4.splat(least)))) {
        const products = fourProducts(vectors + ((<usize>row * line) << 2), line << 2, query);
        size = offerFour(heap, size, wanted, marks, row, products);
        least = leastOf(heap, size, wanted);
        count++;
      }
    }
  }
  store<u32>(looked, count);
  return size;
}

/** The products of four vectors of bytes with the query. */
function fourSums(first: usize, line: usize, query: usize): v128 {
  const second = first + line;
  const third = second + line;
  const fourth = third + line;
  let a = i32x4.splat(0);
  let b = i32x4.splat(0);
  let c = i32x4.splat(0);
  let d = i32x4.splat(0);
  for (let at: usize = 0; at < line; at += 8) {
    const part = v128.load(query + (at << 1));
    a = i32x4.add(a, i32x4.dot_i16x8_s(v128.load_ext<i8>(first + at), part));
    b = i32x4.add(b, i32x4.dot_i16x8_s(v128.load_ext<i8>(second + at), part));
    c = i32x4.add(c, i32x4.dot_i16x8_s(v128.load_ext<i8>(third + at), part));
    d = i32x4.add(d, i32x4.dot_i16x8_s(v128.load_ext<i8>(fourth + at), part));
  }
  const ab = i32x4.add(v128.shuffle<i32>(a, b, 0, 2, 4, 6), v128.shuffle<i32>(a, b, 1, 3, 5, 7));
  const cd = i32x4.add(v128.shuffle<i32>(c, d, 0, 2, 4, 6), v128.shuffle<i32>(c, d, 1, 3, 5, 7));
  return i32x4.add(v128.shuffle<i32>(ab, cd, 0, 2, 4, 6), v128.shuffle<i32>(ab, cd, 1, 3, 5, 7));
}
