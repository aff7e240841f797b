import type { KernelTable } from '../runtime/kernel-table.js';
import { multiplyRows } from './products.js';
import { readShorts, writeShorts } from './short-lines.js';

export const rotateShorts: KernelTable['rotateShorts'] = (
  rows,
  scales,
  width,
  panels,
  strips,
  tile,
  lines,
  from,
  to,
) => {
  const former = lines.subarray(0, width);
  const turned = lines.subarray(width, 2 * width);
  for (let row = from; row < to; row++) {
    readShorts(rows, scales, row, former);
    multiplyRows(former, width, 1, panels, width, width, turned, width, 0, strips, tile, 0, 1);
    writeShorts(turned, rows, scales, row);
  }
};
