/** Numbers `from` to `to` of a seeded sequence, even between −scale and scale. Each follows from its place alone. */
export function randomNumbers(seed: u32, scale: f32, out: usize, from: u32, to: u32): void {
  const key = mix(seed + 0x9e3779b9);
  for (let at = from; at < to; at++) {
    const whole = i32(mix(at ^ key)) >> 8;
    store<f32>(out + ((<usize>at) << 2), (f32(whole) / f32(1 << 23)) * scale);
  }
}

/** Rows `from` to `to` of such numbers in 16 bits, of which `filled` a row are drawn and what pads them is 0. */
export function randomShorts(
  seed: u32,
  scale: f32,
  width: u32,
  filled: u32,
  out: usize,
  scales: usize,
  from: u32,
  to: u32,
): void {
  const key = mix(seed + 0x9e3779b9);
  for (let row = from; row < to; row++) {
    store<f32>(scales + ((<usize>row) << 2), scale / 32768);
    for (let column: u32 = 0; column < width; column++) {
      const at = row * width + column;
      store<i16>(out + ((<usize>at) << 1), column < filled ? i16(i32(mix(at ^ key)) >> 16) : 0);
    }
  }
}

/** Wellons, Prospecting for hash functions (2018): lowbias32. */
function mix(value: u32): u32 {
  let bits = value;
  bits = (bits ^ (bits >> 16)) * 0x21f0aaad;
  bits = (bits ^ (bits >> 15)) * 0x735a2d97;
  return bits ^ (bits >> 15);
}
