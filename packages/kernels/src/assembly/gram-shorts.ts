import { addGram } from './gram-rows';

const ROWS: u32 = 256;

/**
 * As `gramRows`, on rows of 16 bits, of which those from `start` on are meant. Only with `start` 0 do the partial sums begin
 * anew. `width` is a multiple of 8, `lines` holds 512 rows, `tile` 32 numbers.
 */
export function gramShorts(
  x: usize,
  scales: usize,
  width: u32,
  start: u32,
  chunk: u32,
  partials: usize,
  lines: usize,
  tile: usize,
  from: u32,
  to: u32,
): void {
  const size = (<usize>width * <usize>width) << 2;
  const partial = partials + <usize>(from / chunk) * size;
  if (start === 0) memory.fill(partial, 0, size);
  const panels = lines + ((<usize>ROWS * <usize>width) << 2);
  for (let row = start + from; row < start + to; row += ROWS) {
    const part = min(ROWS, start + to - row);
    pack(x, scales, width, row, part, lines, panels);
    addGram(lines, panels, part, width, partial, tile);
  }
}

/** `count` rows as strips and as panels: see `tiles`. */
function pack(x: usize, scales: usize, width: u32, row: u32, count: u32, strips: usize, panels: usize): void {
  const strip = (<usize>count) << 4;
  for (let step: u32 = 0; step < count; step++) {
    const scale = f32x4.splat(load<f32>(scales + ((<usize>(row + step)) << 2)));
    let source = x + ((<usize>(row + step) * <usize>width) << 1);
    let left = strips + ((<usize>step) << 4);
    let right = panels + ((<usize>step) << 5);
    for (const end = source + ((<usize>width) << 1); source < end; source += 16) {
      const eight = v128.load(source);
      const low = f32x4.mul(scale, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(eight)));
      const high = f32x4.mul(scale, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(eight)));
      v128.store(left, low);
      v128.store(left + strip, high);
      v128.store(right, low);
      v128.store(right, high, 16);
      left += 2 * strip;
      right += 2 * strip;
    }
  }
}
