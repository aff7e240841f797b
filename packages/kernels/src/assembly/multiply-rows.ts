import { ADD, multiplyTile, packStrips, placeTile } from './tiles';

// A block of the left matrix and one panel of the right stay in the nearest caches.
const DEPTH: u32 = 256;

/**
 * Rows `from` to `to` of left times right, set, added or subtracted. `strips` holds 256 numbers a row of the range (rounded up to
 * 4), `tile` 32.
 */
export function multiplyRows(
  left: usize,
  rowStep: u32,
  columnStep: u32,
  panels: usize,
  depth: u32,
  width: u32,
  out: usize,
  outStep: u32,
  mode: u32,
  strips: usize,
  tile: usize,
  from: u32,
  to: u32,
): void {
  if (depth === 0 && mode === 0) {
    for (let row = from; row < to; row++) {
      memory.fill(out + ((<usize>row * <usize>outStep) << 2), 0, (<usize>width) << 2);
    }
  }
  for (let start: u32 = 0; start < depth; start += DEPTH) {
    const part = min(DEPTH, depth - start);
    const corner = left + ((<usize>from * <usize>rowStep + <usize>start * <usize>columnStep) << 2);
    packStrips(corner, rowStep, columnStep, to - from, part, strips);
    const partMode = start > 0 && mode === 0 ? ADD : mode;
    for (let column: u32 = 0; column < width; column += 8) {
      const panel = panels + ((<usize>(column >> 3) * <usize>depth) << 5) + ((<usize>start) << 5);
      for (let row = from; row < to; row += 4) {
        multiplyTile(strips + ((<usize>(row - from) * <usize>part) << 2), panel, part, tile);
        const target = out + ((<usize>row * <usize>outStep + <usize>column) << 2);
        placeTile(tile, target, outStep, to - row, width - column, partMode);
      }
    }
  }
}
