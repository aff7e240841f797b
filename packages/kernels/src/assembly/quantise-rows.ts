/** Where a vector is smaller, its bytes are 0: products of scales with what may be asked stay clear of the smallest floats. */
const LEAST_SCALE: f32 = reinterpret<f32>((127 - 80) << 23);

/**
 * Rounds vectors `from` to `to` to multiples, −127 to 127, of a scale of their own. Returns the largest sum of squares of what one
 * loses, in scales.
 */
export function quantiseRows(vectors: usize, width: u32, bytes: usize, scales: usize, from: u32, to: u32): f32 {
  const line = <usize>width;
  let worst: f32 = 0;
  for (let row = <usize>from; row < <usize>to; row++) {
    const vector = vectors + ((row * line) << 2);
    const scale = max<f32>(largestOf(vector, line << 2) / 127, LEAST_SCALE);
    store<f32>(scales + (row << 2), scale);
    const inverse = f32x4.splat(1 / scale);
    let squares = f32x4.splat(0);
    for (let at: usize = 0; at < line; at += 8) {
      const low = f32x4.mul(v128.load(vector + (at << 2)), inverse);
      const high = f32x4.mul(v128.load(vector + (at << 2), 16), inverse);
      const wholeLow = f32x4.nearest(low);
      const wholeHigh = f32x4.nearest(high);
      const lostLow = f32x4.sub(low, wholeLow);
      const lostHigh = f32x4.sub(high, wholeHigh);
      squares = f32x4.add(squares, f32x4.add(f32x4.mul(lostLow, lostLow), f32x4.mul(lostHigh, lostHigh)));
      const words = i16x8.narrow_i32x4_s(i32x4.trunc_sat_f32x4_s(wholeLow), i32x4.trunc_sat_f32x4_s(wholeHigh));
      v128.store64_lane(bytes + row * line + at, i8x16.narrow_i16x8_s(words, words), 0);
    }
    const low = f32x4.extract_lane(squares, 0) + f32x4.extract_lane(squares, 1);
    worst = max(worst, low + (f32x4.extract_lane(squares, 2) + f32x4.extract_lane(squares, 3)));
  }
  return worst;
}

function largestOf(vector: usize, line: usize): f32 {
  let largest = f32x4.splat(0);
  for (let at: usize = 0; at < line; at += 16) largest = f32x4.max(largest, f32x4.abs(v128.load(vector + at)));
  const low = max(f32x4.extract_lane(largest, 0), f32x4.extract_lane(largest, 1));
  return max(low, max(f32x4.extract_lane(largest, 2), f32x4.extract_lane(largest, 3)));
}
