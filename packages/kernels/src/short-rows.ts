import type { Dense } from './dense.js';
import { readShorts } from './plain/short-lines.js';
import { Slices } from './runtime/slices.js';

/** Rows of numbers in half of the room of f32, right to 2⁻¹⁶ of the largest number of each row. */
export interface ShortRows {
  readonly rows: number;
  readonly columns: number;
  /** `rows` × `columns` whole numbers, row by row. */
  readonly values: Int16Array;
  /** What the values of each row are to be multiplied by. */
  readonly scales: Float32Array;
}

/** The same rows as f32, in memory of their own. @throws the reason of the signal */
export async function denseOf({ rows, columns, values, scales }: ShortRows, signal?: AbortSignal): Promise<Dense> {
  const dense = new Float32Array(rows * columns);
  const slices = new Slices(signal);
  for (let row = 0; row < rows; row++) {
    if (slices.due) await slices.rest();
    readShorts(values, scales, row, dense.subarray(row * columns, (row + 1) * columns));
  }
  return { rows, columns, values: dense };
}
