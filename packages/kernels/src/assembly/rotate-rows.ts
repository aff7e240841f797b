import { multiplyRows } from './multiply-rows';
import { SET } from './tiles';

/** Rows `from` to `to` times a square matrix in panels, in place. `lines` holds as many rows; `strips`, `tile` as in a product. */
export function rotateRows(
  rows: usize,
  width: u32,
  panels: usize,
  strips: usize,
  tile: usize,
  lines: usize,
  from: u32,
  to: u32,
): void {
  const own = rows + ((<usize>from * <usize>width) << 2);
  multiplyRows(own, width, 1, panels, width, width, lines, width, SET, strips, tile, 0, to - from);
  memory.copy(own, lines, (<usize>(to - from) * <usize>width) << 2);
}
