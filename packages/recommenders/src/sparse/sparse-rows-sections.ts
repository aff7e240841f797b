import { invalidSnapshot } from '../snapshot/snapshot-bytes.js';
import type { SparseRow } from './sparse-row.js';

/** Rows as three sections of a snapshot: where each ends, and their dimensions and weights behind each other. */
export function packRows(rows: readonly SparseRow[]): readonly ArrayBufferView[] {
  const ends = new Uint32Array(rows.length);
  let size = 0;
  rows.forEach(({ dimensions }, at) => {
    size += dimensions.length;
    ends[at] = size;
  });
  const dimensions = new Uint32Array(size);
  const weights = new Float32Array(size);
  rows.forEach((row, at) => {
    dimensions.set(row.dimensions, ends[at - 1] ?? 0);
    weights.set(row.weights, ends[at - 1] ?? 0);
  });
  return [ends, dimensions, weights];
}

/** `count` rows from their three sections. @throws SINTONIA_SNAPSHOT_INVALID */
export function unpackRows(sections: readonly Uint8Array<ArrayBuffer>[], count: number): readonly SparseRow[] {
  const [ends, dimensions] = sections.map(
    ({ buffer, byteOffset, length }) => new Uint32Array(buffer, byteOffset, Math.floor(length / 4)),
  );
  const last = sections[2];
  if (!ends || !dimensions || !last) throw invalidSnapshot('It has other sections.');
  const weights = new Float32Array(last.buffer, last.byteOffset, Math.floor(last.length / 4));
  const fits =
    ends.length === count && (ends.at(-1) ?? 0) === dimensions.length && weights.length === dimensions.length;
  if (!fits) throw invalidSnapshot('Its rows do not fit.');
  return Array.from(ends, (end, at) => {
    const start = ends[at - 1] ?? 0;
    return { dimensions: dimensions.subarray(start, end), weights: weights.subarray(start, end) };
  });
}
