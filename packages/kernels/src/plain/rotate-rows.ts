import type { KernelTable } from '../runtime/kernel-table.js';
import { multiplyRows } from './products.js';

export const rotateRows: KernelTable['rotateRows'] = (rows, width, panels, strips, tile, lines, from, to) => {
  const own = rows.subarray(from * width, to * width);
  multiplyRows(own, width, 1, panels, width, width, lines, width, 0, strips, tile, 0, to - from);
  own.set(lines.subarray(0, own.length));
};
