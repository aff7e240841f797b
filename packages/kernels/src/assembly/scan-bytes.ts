import { leastOf, offerUnmarked } from './scan-vectors';

/**
 * As `scanVectors`, on vectors of int8 with one scale each and a query of int16: products approximate, memory read a quarter.
 * Sums stay under 2³¹ as long as the query does not exceed 2³¹ / (127 · width).
 */
export function scanBytes(
  bytes: usize,
  scales: usize,
  width: u32,
  query: usize,
  marks: usize,
  wanted: u32,
  heap: usize,
  size: u32,
  from: u32,
  to: u32,
): u32 {
  const line = <usize>width;
  let least = leastOf(heap, size, wanted);
  // The rows are padded to four; what is beyond `to` is 0 and marked.
  for (let row = from; row < to; row += 4) {
    const first = bytes + <usize>row * line;
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
    const sums = i32x4.add(v128.shuffle<i32>(ab, cd, 0, 2, 4, 6), v128.shuffle<i32>(ab, cd, 1, 3, 5, 7));
    const products = f32x4.mul(f32x4.convert_i32x4_s(sums), v128.load(scales + ((<usize>row) << 2)));
    if (v128.any_true(f32x4.ge(products, f32x4.splat(least)))) {
      size = offerUnmarked(heap, size, wanted, marks, row, f32x4.extract_lane(products, 0));
      size = offerUnmarked(heap, size, wanted, marks, row + 1, f32x4.extract_lane(products, 1));
      size = offerUnmarked(heap, size, wanted, marks, row + 2, f32x4.extract_lane(products, 2));
      size = offerUnmarked(heap, size, wanted, marks, row + 3, f32x4.extract_lane(products, 3));
      least = leastOf(heap, size, wanted);
    }
  }
  return size;
}
