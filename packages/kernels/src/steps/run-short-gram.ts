import type { Job } from '../runtime/kernels.js';
import { f32, type Layout, type Scratch } from '../runtime/layout.js';

const BLOCK = 256;
// Of large sums a few have to be enough.
const PARTIAL_NUMBERS = 2 ** 17;
// A call of the kernel takes some milliseconds at most.
const MOST_ROWS = 2_048;

const partialsFor = (width: number) => Math.max(4, Math.min(32, Math.floor(PARTIAL_NUMBERS / width ** 2)));

export const shortGramScratch = (width: number) => ({
  gramPartials: f32(partialsFor(width) * width * width),
});

interface GramViews {
  readonly gramPartials: Float32Array;
  /** At least 512 of them. */
  readonly lines: Scratch<Float32Array>;
  readonly tile: Scratch<Float32Array>;
}

/** Rows of 16 bits, each times a scale. */
export interface ShortViews {
  readonly values: Int16Array;
  readonly scales: Float32Array;
}

/** XᵀX of rows of 16 bits into `out`. */
export async function runShortGram(
  run: Job<Layout>['run'],
  { gramPartials, lines, tile }: GramViews,
  { values, scales }: ShortViews,
  out: Float32Array,
  [rows, width]: readonly [number, number],
  share = 0,
): Promise<void> {
  const partials = partialsFor(width);
  const chunk = Math.min(MOST_ROWS, BLOCK * Math.max(1, Math.ceil(rows / (partials * BLOCK))));
  const together = partials * chunk;
  for (let start = 0; start < rows; start += together) {
    const count = Math.min(together, rows - start);
    const args = [values, scales, width, start, chunk, gramPartials, lines, tile] as const;
    await run('gramShorts', args, { count, chunk, share: (share * count) / rows });
  }
  const count = Math.ceil(Math.min(rows, together) / chunk);
  await run('sumGram', [gramPartials, count, width, out], { count: width, chunk: 64 });
}
