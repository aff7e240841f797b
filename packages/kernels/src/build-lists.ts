import { checkCount, checkNumbers } from './checks.js';
import { type Csr, type CsrShape, checkCsr, type ScoredLists } from './csr.js';
import { type LowRank, padLines, rankOf, wholeWords } from './low-rank.js';
import { jobBytes } from './runtime/job-bytes.js';
import type { Kernels, WorkOptions } from './runtime/kernels.js';
import { f32, scratch, u32 } from './runtime/layout.js';
import { collectLists, indexBits } from './steps/collect-lists.js';

export interface BuildListsOptions extends WorkOptions {
  /** K, the most entries a list has. 1 to 2³² − 2. */
  readonly length: number;
  /** Whether a column is left out of its own list. Default: true. */
  readonly excludeSelf?: boolean;
  /** Whether the values of a list are divided by their sum. Default: false. */
  readonly normalise?: boolean;
  /** w, one a row, 0 or more. Default: 1 each. */
  readonly rowWeights?: Float32Array | undefined;
  /** a, one a column, 0 or more. Default: 1 each. */
  readonly seedWeights?: Float32Array | undefined;
  /** b, one a column, 0 or more. Default: 1 each. */
  readonly listedWeights?: Float32Array | undefined;
  /** x, beside `matrix.indices`, 0 or more. Default: the values of the matrix. */
  readonly seedValues?: Float32Array | undefined;
  /** y, beside `matrix.indices`, 0 or more. Default: the values of the matrix. */
  readonly listedValues?: Float32Array | undefined;
  /** Added to s_ij wherever a row has both i and j. Default: none. */
  readonly lowRank?: LowRank | undefined;
}

/**
 * For every column i the K columns j with the largest
 *
 * s_ij = a_i · b_j · Σ over the rows u of w_u · x_ui · y_uj + L_i · R_j
 *
 * over the pairs that share a row of `matrix`; only those above 0. Exact, in f32, rows in rising order. Costs Σ over the rows of
 * (entries of the row)² additions, and 2k operations a pair. Without any weight this is the top of XᵀX; w = 1/degree, b = degree^−β is the linear filter of Paudel et
 * al., *Updatable, accurate, diverse and scalable recommendations* (2017).
 *
 * @throws RangeError, TypeError for a matrix, a weight or an option out of its range, before anything starts
 * @throws RangeError where the lists do not fit into 4 GiB
 */
export async function buildLists(kernels: Kernels, matrix: Csr, options: BuildListsOptions): Promise<ScoredLists> {
  const given = readOptions(matrix, options);
  const { rows, columns, indptr, indices } = matrix;
  const bounds = listBounds(matrix, given);
  const layout = listsLayout({ rows, columns, entries: indices.length }, bounds[columns] as number, given);
  return kernels.work(layout, options, async (job) => {
    const { views } = job;
    if (given.lowRank) {
      await padLines(given.lowRank.left, views.left, job.signal);
      await padLines(given.lowRank.right, views.right, job.signal);
    }
    views.rowStarts.set(indptr);
    views.rowColumns.set(indices);
    views.rowWeights.set(given.rowWeights);
    views.seedWeights.set(given.seedWeights);
    views.listedWeights.set(given.listedWeights);
    views.listedValues.set(given.listedValues ?? []);
    views.seedValues.set(given.seedValues ?? []);
    views.listStarts.set(bounds);
    for (const sums of views.sums.slots) sums.fill(-0);
    const { rowStarts, rowColumns, columnStarts, columnRows } = views;
    await job.run(
      'transpose',
      [rowStarts, rowColumns, views.seedValues, columnStarts, columnRows, views.columnValues, rows, columns, 4, 4],
      { count: 1, chunk: 1, share: 0.01 },
    );
    await job.run(
      'cooccurrenceLists',
      [
        ...([rowStarts, rowColumns, columnStarts, columnRows, views.rowWeights] as const),
        ...([views.columnValues, views.listedValues, views.seedWeights, views.listedWeights] as const),
        ...([views.left, views.right, wholeWords(given.rank)] as const),
        ...([given.length, given.excludeSelf ? 1 : 0, given.normalise ? 1 : 0, indexBits(columns)] as const),
        ...([views.listStarts, views.listColumns, views.listScores, views.listLengths] as const),
        ...([views.sums, views.met, views.keys, views.spare, views.counts] as const),
      ],
      { count: columns, chunk: 64, share: 0.94 },
    );
    return collectLists(views, columns, columns, job.signal);
  });
}

/**
 * The most bytes that `buildLists` holds at once, its result included: exact for a matrix; for a shape the most it can be (with
 * `pairs`, Σ over the rows of (entries of the row)², a closer bound).
 */
export function estimateBuildLists(
  size: Csr | (CsrShape & { readonly pairs?: number }),
  options: Pick<BuildListsOptions, 'length' | 'excludeSelf' | 'seedValues' | 'listedValues'> & { rank?: number },
  threads: number,
): number {
  const { rows, columns } = size;
  const length = Math.min(options.length, columns);
  const bounded =
    'indices' in size ? listBounds(size, { length, excludeSelf: options.excludeSelf ?? true })[columns] : 0;
  const most = 'indices' in size ? (bounded as number) : Math.min(columns * length, size.pairs ?? Infinity);
  const entries = 'indices' in size ? size.indices.length : size.entries;
  const layout = listsLayout({ rows, columns, entries }, most, options);
  return jobBytes(layout, threads) + 8 * (columns + 1);
}

type EntryValues = 'seedValues' | 'listedValues';

type Given = Required<
  Omit<BuildListsOptions, keyof WorkOptions | EntryValues | 'rowWeights' | 'seedWeights' | 'listedWeights' | 'lowRank'>
> & {
  readonly lowRank: LowRank | undefined;
  readonly rank: number;
} & {
  readonly [K in EntryValues]: Float32Array | undefined;
} & { readonly [K in 'rowWeights' | 'seedWeights' | 'listedWeights']: Float32Array };

function readOptions(matrix: Csr, options: BuildListsOptions): Given {
  checkCsr(matrix);
  checkCount(options.length, 1, 2 ** 32 - 2, 'length');
  const { rows, columns, indices, values } = matrix;
  const weights = (name: 'rowWeights' | 'seedWeights' | 'listedWeights', length: number) => {
    const array = options[name] ?? new Float32Array(length).fill(1);
    checkNumbers(array, length, name, 0);
    return array;
  };
  const entryValues = (name: 'seedValues' | 'listedValues') => {
    const array = options[name] ?? values;
    if (array) checkNumbers(array, indices.length, options[name] ? name : 'matrix.values', 0);
    return array;
  };
  return {
    length: Math.min(options.length, columns),
    excludeSelf: options.excludeSelf ?? true,
    normalise: options.normalise ?? false,
    rowWeights: weights('rowWeights', rows),
    seedWeights: weights('seedWeights', columns),
    listedWeights: weights('listedWeights', columns),
    seedValues: entryValues('seedValues'),
    listedValues: entryValues('listedValues'),
    lowRank: options.lowRank,
    rank: rankOf(options.lowRank, columns),
  };
}

/** Where each list starts if it gets as long as its rows allow; lists are built in place and then pushed together. */
function listBounds(
  { rows, columns, indptr, indices }: Csr,
  { length, excludeSelf }: Pick<Given, 'length' | 'excludeSelf'>,
) {
  const most = Math.min(length, columns - (excludeSelf ? 1 : 0));
  const longest = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    const end = indptr[row + 1] as number;
    const others = end - (indptr[row] as number) - (excludeSelf ? 1 : 0);
    for (let at = indptr[row] as number; at < end; at++) {
      const column = indices[at] as number;
      longest[column] = (longest[column] as number) + others;
    }
  }
  const starts = new Float64Array(columns + 1);
  for (let column = 0; column < columns; column++) {
    starts[column + 1] = (starts[column] as number) + Math.min(most, longest[column] as number);
  }
  return starts;
}

function listsLayout(
  { rows, columns, entries }: CsrShape,
  listed: number,
  { seedValues, listedValues, rank = 0 }: Pick<BuildListsOptions, 'seedValues' | 'listedValues'> & { rank?: number },
) {
  return {
    rowStarts: u32(rows + 1),
    rowColumns: u32(entries),
    columnStarts: u32(columns + 1),
    columnRows: u32(entries),
    rowWeights: f32(rows),
    seedValues: f32(seedValues ? entries : 0),
    columnValues: f32(seedValues ? entries : 0),
    listedValues: f32(listedValues ? entries : 0),
    seedWeights: f32(columns),
    listedWeights: f32(columns),
    left: f32(columns * wholeWords(rank)),
    right: f32(columns * wholeWords(rank)),
    listStarts: u32(columns + 1),
    listLengths: u32(columns),
    listColumns: u32(listed),
    listScores: f32(listed),
    sums: scratch(f32(columns)),
    met: scratch(u32(columns + 1)),
    // Two words a key.
    keys: scratch(u32(2 * columns + 2)),
    spare: scratch(u32(2 * columns + 4)),
    counts: scratch(u32(2048)),
  };
}
