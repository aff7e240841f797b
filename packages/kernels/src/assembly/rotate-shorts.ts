import { multiplyRows } from './multiply-rows';
import { readShorts, writeShorts } from './short-lines';
import { SET } from './tiles';

/**
 * Rows `from` to `to` of 16 bits times a square matrix in panels, in place. `lines` holds twice as many rows; `strips`, `tile` as in
 * a product.
 */
export function rotateShorts(
  rows: usize,
  scales: usize,
  width: u32,
  panels: usize,
  strips: usize,
  tile: usize,
  lines: usize,
  from: u32,
  to: u32,
): void {
  const line = (<usize>width) << 2;
  const count = <usize>(to - from);
  const turned = lines + count * line;
  const own = rows + ((<usize>from * line) >> 1);
  const ownScales = scales + ((<usize>from) << 2);
  for (let row: usize = 0; row < count; row++) {
    readShorts(own + ((row * line) >> 1), load<f32>(ownScales + (row << 2)), lines + row * line, line);
  }
  multiplyRows(lines, width, 1, panels, width, width, turned, width, SET, strips, tile, 0, to - from);
  for (let row: usize = 0; row < count; row++) {
    store<f32>(ownScales + (row << 2), writeShorts(turned + row * line, own + ((row * line) >> 1), line));
  }
}
