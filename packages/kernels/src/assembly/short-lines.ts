// Lines of numbers as whole numbers of 16 bits times one number each: half of the room of f32, right to 2⁻¹⁶ of the largest.
// `line` is the length of the line in f32, in bytes, a multiple of 32: whole SIMD words of 16 bits.

export function readShorts(shorts: usize, scale: f32, out: usize, line: usize): void {
  const scales = f32x4.splat(scale);
  for (const end = out + line; out < end; out += 32, shorts += 16) {
    const eight = v128.load(shorts);
    v128.store(out, f32x4.mul(scales, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(eight))));
    v128.store(out, f32x4.mul(scales, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(eight))), 16);
  }
}

/** Returns what the whole numbers are to be multiplied by. */
export function writeShorts(numbers: usize, shorts: usize, line: usize): f32 {
  let most = f32x4.splat(0);
  for (let at: usize = 0; at < line; at += 16) most = f32x4.max(most, f32x4.abs(v128.load(numbers + at)));
  const two = f32x4.max(most, v128.shuffle<f32>(most, most, 2, 3, 0, 1));
  const largest = max(f32x4.extract_lane(two, 0), f32x4.extract_lane(two, 1));
  const scale = largest / 32767;
  // Where all are 0, or next to it, they stay 0.
  const steps = f32x4.splat(scale > 0 ? 32767 / largest : 0);
  for (const end = numbers + line; numbers < end; numbers += 32, shorts += 16) {
    const low = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(steps, v128.load(numbers))));
    const high = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(steps, v128.load(numbers, 16))));
    v128.store(shorts, i16x8.narrow_i32x4_s(low, high));
  }
  return scale;
}
