import { ADD, multiplyTile, packPanels, packStrips, placeTile } from './tiles';

const ROWS: u32 = 256;

/**
 * XᵀX over the rows `from` to `to` of X, of which only tiles on and right of the diagonal are made. Goes to the partial sum of the
 * chunk, `from / chunk`, so that sums do not depend on which thread took which chunk. `packed` holds 2 · 256 · (width + 8)
 * numbers, `tile` 32.
 */
export function gramRows(
  x: usize,
  width: u32,
  chunk: u32,
  partials: usize,
  packed: usize,
  tile: usize,
  from: u32,
  to: u32,
): void {
  const partial = partials + ((<usize>(from / chunk) * <usize>width * <usize>width) << 2);
  memory.fill(partial, 0, (<usize>width * <usize>width) << 2);
  const panels = packed + ((<usize>ROWS * <usize>(width + 8)) << 2);
  for (let row = from; row < to; row += ROWS) {
    const part = min(ROWS, to - row);
    const corner = x + ((<usize>row * <usize>width) << 2);
    packStrips(corner, 1, width, width, part, packed);
    packPanels(corner, width, 1, part, width, panels, 0, (width + 7) >> 3);
    addGram(packed, panels, part, width, partial, tile);
  }
}

/** Adds the product of `depth` rows, packed both ways, to a sum: tiles on and right of the diagonal. */
export function addGram(strips: usize, panels: usize, depth: u32, width: u32, sum: usize, tile: usize): void {
  for (let left: u32 = 0; left < width; left += 4) {
    for (let right = left & ~7; right < width; right += 8) {
      const strip = strips + ((<usize>left * <usize>depth) << 2);
      multiplyTile(strip, panels + ((<usize>(right >> 3) * <usize>depth) << 5), depth, tile);
      const target = sum + ((<usize>left * <usize>width + <usize>right) << 2);
      placeTile(tile, target, width, width - left, width - right, ADD);
    }
  }
}

/** Rows `from` to `to` of the sum of `count` partial sums, both halves. */
export function sumGram(partials: usize, count: u32, width: u32, out: usize, from: u32, to: u32): void {
  const size = (<usize>width * <usize>width) << 2;
  for (let row = from; row < to; row++) {
    for (let column: u32 = 0; column < width; column++) {
      const low = min(row, column);
      const high = max(row, column);
      let at = partials + ((<usize>low * <usize>width + <usize>high) << 2);
      let sum: f64 = 0;
      for (let part: u32 = 0; part < count; part++, at += size) sum += load<f32>(at);
      store<f32>(out + ((<usize>row * <usize>width + <usize>column) << 2), f32(sum));
    }
  }
}
