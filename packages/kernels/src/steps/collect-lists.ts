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

/** Lists that kernels left with gaps between them, moved together where they are: a copy of them may be as large as all the rest. */
export async function collectLists(
  { listStarts, listLengths, listColumns, listScores }: ListViews,
  rows: number,
  columns: number,
  signal: AbortSignal | undefined,
): Promise<ScoredLists> {
  const indptr = new Uint32Array(rows + 1);
  const slices = new Slices(signal);
  for (let row = 0; row < rows; row++) {
    if (slices.due) await slices.rest();
    const to = indptr[row] as number;
    const start = listStarts[row] as number;
    const end = start + (listLengths[row] as number);
    listColumns.copyWithin(to, start, end);
    listScores.copyWithin(to, start, end);
    indptr[row + 1] = to + end - start;
  }
  const entries = indptr[rows] as number;
  return { rows, columns, indptr, indices: listColumns.subarray(0, entries), values: listScores.subarray(0, entries) };
}
