import type { Job } from '../runtime/kernels.js';
import { f32, type Layout, type Scratch, scratch } from '../runtime/layout.js';

const BLOCK = 256;
const MOST_PARTIALS = 32;

/** Rows of one partial sum: whole blocks of the kernel, as few as give at most 32 sums. */
const gramChunk = (rows: number) => BLOCK * Math.max(1, Math.ceil(rows / (MOST_PARTIALS * BLOCK)));

/** For matrices of at most that many rows. */
export const gramScratch = (rows: number, columns: number) => ({
  gramPartials: f32(Math.min(MOST_PARTIALS, Math.ceil(rows / BLOCK)) * columns * columns),
  gramPacked: scratch(f32(2 * BLOCK * (columns + 8))),
  gramTile: scratch(f32(32)),
});

interface GramViews {
  readonly gramPartials: Float32Array;
  readonly gramPacked: Scratch<Float32Array>;
  readonly gramTile: Scratch<Float32Array>;
}

/** XᵀX of the rows of `x` into `out`. */
export async function runGram(
  run: Job<Layout>['run'],
  { gramPartials, gramPacked, gramTile }: GramViews,
  x: Float32Array,
  out: Float32Array,
  rows: number,
  columns: number,
  share = 0,
): Promise<void> {
  const chunk = gramChunk(rows);
  await run('gramRows', [x, columns, chunk, gramPartials, gramPacked, gramTile], { count: rows, chunk, share });
  const count = Math.ceil(rows / chunk);
  await run('sumGram', [gramPartials, count, columns, out], { count: columns, chunk: 64 });
}
