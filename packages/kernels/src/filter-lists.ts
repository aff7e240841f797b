import { checkCount, checkNumbers } from './checks.js';
import { type Csr, type CsrShape, checkCsr, type ScoredLists } from './csr.js';
import { type LowRank, rankOf } from './low-rank.js';
import { copyNumbers } from './runtime/copy-numbers.js';
import { jobBytes } from './runtime/job-bytes.js';
import type { Kernels, WorkOptions } from './runtime/kernels.js';
import { f32, scratch, u32 } from './runtime/layout.js';
import { collectLists, indexBits } from './steps/collect-lists.js';

export interface FilterListsOptions extends WorkOptions {
  /** K, the most entries a list has. 1 to 2³² − 2. */
  readonly length: number;
  /** Whether a column is left out of its own list. Default: true. */
  readonly excludeSelf?: boolean;
  /** c, from the power 0 on, 1 to 33 finite numbers. */
  readonly coefficients: readonly number[];
  /** W, one a row of X, 0 or more. Default: 1 each. */
  readonly rowWeights?: Float32Array | undefined;
  /** C, one a column of X, 0 or more. Default: 1 each. */
  readonly columnWeights?: Float32Array | undefined;
  /** L · R. Default: none. */
  readonly lowRank?: LowRank | undefined;
  /** One a column, that values are multiplied by, 0 or more. Default: 1 each. */
  readonly listedWeights?: Float32Array | undefined;
}

const CHUNK = 64;

const filterLayout = ({ rows, columns, entries }: CsrShape, rank: number, length: number, weighted: boolean) => ({
  starts: u32(rows + 1),
  columns: u32(entries),
  values: f32(weighted ? entries : 0),
  turnedStarts: u32(columns + 1),
  turnedColumns: u32(entries),
  turnedValues: f32(weighted ? entries : 0),
  rowWeights: f32(rows),
  columnWeights: f32(columns),
  listedWeights: f32(columns),
  coefficients: f32(33),
  left: f32(columns * rank),
  right: f32(columns * rank),
  panels: f32(8 * Math.ceil(columns / 8) * rank),
  listStarts: u32(columns + 1),
  listLengths: u32(columns),
  listColumns: u32(columns * length),
  listScores: f32(columns * length),
  dense: scratch(f32(CHUNK * columns)),
  lanes: scratch(f32(16 * columns)),
  total: scratch(f32(16 * columns)),
  image: scratch(f32(16 * rows)),
  strips: scratch(f32(CHUNK * rank)),
  tile: scratch(f32(32)),
  keys: scratch(u32(2 * columns + 2)),
  spare: scratch(u32(2 * columns + 2)),
  counts: scratch(u32(2048)),
});

/** The most bytes that `filterLists` holds at once, its result included; `rank` is k. */
export function estimateFilterLists(
  shape: CsrShape,
  { length, rank = 0, weighted = false }: { length: number; rank?: number; weighted?: boolean },
  threads: number,
): number {
  const most = Math.min(length, shape.columns);
  return jobBytes(filterLayout(shape, rank, most, weighted), threads) + 8 * shape.columns * (most + 1);
}

/**
 * The lists of the rows of a graph filter: for every column i of X the K columns j with the largest cells, above 0, of
 *
 * S = Σ over t of c_t Pᵗ + L · R,  P = C Xᵀ W X C
 *
 * (the unit vector of i times a polynomial of the normalised adjacency, plus a part of low rank), each times the listed weight of
 * j. In f32; the matrix itself is never whole in memory. Costs 32 · entries operations for 16 columns and a power, and 2 · k · columns²
 * in all. (Shen et al., *How powerful is graph convolution for recommendation?*, 2021; Choi et al., *Blurring-sharpening process
 * models for collaborative filtering*, 2023: sharpening by Runge–Kutta is the polynomial 1 − T P + T²P²/2 − T³P³/6 + T⁴P⁴/24.)
 *
 * @throws RangeError, TypeError for a matrix, a weight or an option out of its range, or more than 4 GiB
 */
export async function filterLists(kernels: Kernels, x: Csr, options: FilterListsOptions): Promise<ScoredLists> {
  checkCsr(x, 'x');
  const { rows, columns, indptr, indices, values } = x;
  checkCount(options.length, 1, 2 ** 32 - 2, 'length');
  const length = Math.min(options.length, columns);
  const coefficients = Float32Array.from(options.coefficients);
  checkCount(coefficients.length, 1, 33, 'coefficients.length');
  checkNumbers(coefficients, coefficients.length, 'coefficients');
  if (values) checkNumbers(values, indices.length, 'x.values');
  const weights = (name: 'rowWeights' | 'columnWeights' | 'listedWeights', count: number) => {
    const array = options[name] ?? new Float32Array(count).fill(1);
    checkNumbers(array, count, name, 0);
    return array;
  };
  const [rowWeights, columnWeights] = [weights('rowWeights', rows), weights('columnWeights', columns)];
  const listedWeights = weights('listedWeights', columns);
  const { left, right } = options.lowRank ?? {};
  const rank = rankOf(options.lowRank, columns);
  const layout = filterLayout({ rows, columns, entries: indices.length }, rank, length, values !== undefined);
  return kernels.work(layout, options, async ({ views, run, signal }) => {
    const { starts, turnedStarts, turnedColumns, turnedValues, panels } = views;
    starts.set(indptr);
    await copyNumbers(indices, views.columns, signal);
    if (values) await copyNumbers(values, views.values, signal);
    if (left) await copyNumbers(left.values, views.left, signal);
    if (right) await copyNumbers(right.values, views.right, signal);
    views.rowWeights.set(rowWeights);
    views.columnWeights.set(columnWeights);
    views.listedWeights.set(listedWeights);
    views.coefficients.set(coefficients);
    for (let column = 0; column < columns; column++) views.listStarts[column + 1] = (column + 1) * length;
    const sparse = [starts, views.columns, views.values] as const;
    const turned = [turnedStarts, turnedColumns, turnedValues] as const;
    await run('transpose', [...sparse, ...turned, rows, columns, 4, 4], { count: 1, chunk: 1 });
    await run('packPanels', [views.right, 1, rank, rank, columns, panels], {
      count: Math.ceil(columns / 8),
      chunk: 64,
    });
    const { listColumns, listScores, listLengths } = views;
    await run(
      'filterLists',
      [
        ...([...sparse, ...turned, views.rowWeights, views.columnWeights, rows, columns] as const),
        ...([views.coefficients, coefficients.length - 1, views.left, panels, rank] as const),
        ...([views.dense, views.lanes, views.total, views.image, views.strips, views.tile] as const),
        ...([views.listedWeights, length, (options.excludeSelf ?? true) ? 1 : 0, indexBits(columns)] as const),
        ...([listColumns, listScores, listLengths, views.keys, views.spare, views.counts] as const),
      ],
      { count: columns, chunk: CHUNK, share: 0.95 },
    );
    return collectLists(views, columns, columns, signal);
  });
}
