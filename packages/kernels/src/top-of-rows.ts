import { checkCount, checkNumbers } from './checks.js';
import type { ScoredLists } from './csr.js';
import { checkDense, type Dense } from './dense.js';
import { copyNumbers } from './runtime/copy-numbers.js';
import { jobBytes } from './runtime/job-bytes.js';
import type { Kernels, WorkOptions } from './runtime/kernels.js';
import { f32, scratch, u32 } from './runtime/layout.js';
import { collectLists, indexBits } from './steps/collect-lists.js';

export interface TopOfRowsOptions extends WorkOptions {
  /** K, the most entries a list has. 1 to 2³² − 2. */
  readonly length: number;
  /** Whether column `i` is left out of the list of row `i`. Default: false. */
  readonly excludeSelf?: boolean;
  /** Whether values under 0 are taken too, the largest of either sign first. Default: false, only those above 0. */
  readonly byMagnitude?: boolean;
  /** One a column, of any sign, that values are multiplied by. Default: 1 each. */
  readonly columnWeights?: Float32Array | undefined;
}

const topLayout = (rows: number, columns: number, length: number) => ({
  dense: f32(rows * columns),
  weights: f32(columns),
  listStarts: u32(rows + 1),
  listLengths: u32(rows),
  listColumns: u32(rows * length),
  listScores: f32(rows * length),
  keys: scratch(u32(2 * columns + 2)),
  spare: scratch(u32(2 * columns + 2)),
  counts: scratch(u32(2048)),
});

/** The most bytes that `topOfRows` holds at once, its result included. */
export function estimateTopOfRows(rows: number, columns: number, length: number, threads: number): number {
  return jobBytes(topLayout(rows, columns, Math.min(length, columns)), threads) + 4 * (rows + 1);
}

/**
 * The lists of the rows of a dense matrix: of each the K largest values, ties by rising index. Values of 0 are in no list.
 *
 * @throws RangeError, TypeError for a matrix or an option out of range, or more than 4 GiB
 */
export async function topOfRows(kernels: Kernels, dense: Dense, options: TopOfRowsOptions): Promise<ScoredLists> {
  checkDense(dense, 'dense');
  const { rows, columns, values } = dense;
  checkCount(options.length, 1, 2 ** 32 - 2, 'length');
  const length = Math.min(options.length, columns);
  const weights = options.columnWeights ?? new Float32Array(columns).fill(1);
  checkNumbers(weights, columns, 'columnWeights');
  return kernels.work(topLayout(rows, columns, length), options, async ({ views, run, signal }) => {
    await copyNumbers(values, views.dense, signal);
    views.weights.set(weights);
    for (let row = 0; row < rows; row++) views.listStarts[row + 1] = (row + 1) * length;
    const { listColumns, listScores, listLengths, keys, spare, counts } = views;
    const flags = [options.excludeSelf ? 1 : 0, options.byMagnitude ? 1 : 0] as const;
    await run(
      'topOfRows',
      [
        ...([views.dense, columns, views.weights, length, ...flags, indexBits(columns)] as const),
        ...([listColumns, listScores, listLengths, keys, spare, counts] as const),
      ],
      { count: rows, chunk: 16, share: 0.9 },
    );
    return collectLists(views, rows, columns, signal);
  });
}
