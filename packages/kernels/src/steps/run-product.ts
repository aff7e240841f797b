import type { Job } from '../runtime/kernels.js';
import { f32, type Layout, type Scratch, scratch } from '../runtime/layout.js';

const CHUNK = 64;

/** For a right side of at most `inner` rows and `columns` columns. */
export const productScratch = (inner: number, columns: number) => ({
  panels: f32(8 * Math.ceil(columns / 8) * inner),
  strips: scratch(f32(CHUNK * 256)),
  tile: scratch(f32(32)),
});

export interface ProductViews {
  readonly panels: Float32Array;
  readonly strips: Scratch<Float32Array>;
  readonly tile: Scratch<Float32Array>;
}

/** A matrix as it lies in memory: `rowStep` and `columnStep` numbers from one row or column to the next. */
export interface Strided {
  readonly values: Float32Array;
  readonly rowStep: number;
  readonly columnStep: number;
}

/** Left (`rows` × `inner`) times right (`inner` × `columns`) into `out`, row by row. */
export async function runProduct(
  run: Job<Layout>['run'],
  { panels, strips, tile }: ProductViews,
  left: Strided,
  right: Strided,
  out: Float32Array,
  [rows, inner, columns]: readonly [number, number, number],
  share = 0,
): Promise<void> {
  await run('packPanels', [right.values, right.rowStep, right.columnStep, inner, columns, panels], {
    count: Math.ceil(columns / 8),
    chunk: 16,
  });
  await run(
    'multiplyRows',
    [left.values, left.rowStep, left.columnStep, panels, inner, columns, out, columns, 0, strips, tile],
    { count: rows, chunk: CHUNK, share },
  );
}
