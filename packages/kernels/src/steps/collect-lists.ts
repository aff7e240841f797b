import type { ScoredLists } from '../csr.js';
import { Slices } from '../runtime/slices.js';

interface ListViews {
  readonly listStarts: Uint32Array;
  readonly listLengths: Uint32Array;
  readonly listColumns: Uint32Array;
  readonly listScores: Float32Array;
}

/** How many bits tell one column from another. */
export const indexBits = (columns: number) => 32 - Math.clz32(columns);

/** Lists that kernels left with gaps between them, copied out of their memory without any. */
export async function collectLists(
  { listStarts, listLengths, listColumns, listScores }: ListViews,
  rows: number,
  columns: number,
  signal: AbortSignal | undefined,
): Promise<ScoredLists> {
  const indptr = new Uint32Array(rows + 1);
  for (let row = 0; row < rows; row++) {
    indptr[row + 1] = (indptr[row] as number) + (listLengths[row] as number);
  }
  const indices = new Uint32Array(indptr[rows] as number);
  const values = new Float32Array(indices.length);
  const slices = new Slices(signal);
  for (let row = 0; row < rows; row++) {
    if (slices.due) await slices.rest();
    const start = listStarts[row] as number;
    const end = start + (listLengths[row] as number);
    indices.set(listColumns.subarray(start, end), indptr[row]);
    values.set(listScores.subarray(start, end), indptr[row]);
  }
  return { rows, columns, indptr, indices, values };
}
