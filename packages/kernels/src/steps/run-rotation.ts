import type { Job } from '../runtime/kernels.js';
import type { Layout, Scratch } from '../runtime/layout.js';
import type { ProductViews } from './run-product.js';
import type { ShortViews } from './run-short-gram.js';

const CHUNK = 64;

interface RotationViews extends ProductViews {
  /** At least 128 of them. */
  readonly lines: Scratch<Float32Array>;
}

/** Turns rows of 16 bits in place: to the `directions` (which are rows themselves), or back from them. */
export async function runRotation(
  run: Job<Layout>['run'],
  { panels, strips, tile, lines }: RotationViews,
  { values, scales }: ShortViews,
  directions: Float32Array,
  [way, count, width]: readonly ['to' | 'from', number, number],
  share = 0,
): Promise<void> {
  const [rowStep, columnStep] = way === 'to' ? [1, width] : [width, 1];
  const all = { count: Math.ceil(width / 8), chunk: 16 };
  await run('packPanels', [directions, rowStep, columnStep, width, width, panels], all);
  await run('rotateShorts', [values, scales, width, panels, strips, tile, lines], { count, chunk: CHUNK, share });
}
