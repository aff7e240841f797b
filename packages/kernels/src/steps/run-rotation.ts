import type { Job } from '../runtime/kernels.js';
import { f32, type Layout, type Scratch, scratch } from '../runtime/layout.js';
import { type ProductViews, productScratch } from './run-product.js';

const CHUNK = 64;

/** For rows of `width` numbers. */
export const rotationScratch = (width: number) => ({
  lines: scratch(f32(CHUNK * width)),
  ...productScratch(width, width),
});

interface RotationViews extends ProductViews {
  readonly lines: Scratch<Float32Array>;
}

/** Turns rows in place: to the `directions` (which are rows themselves), or back from them. */
export async function runRotation(
  run: Job<Layout>['run'],
  { panels, strips, tile, lines }: RotationViews,
  rows: Float32Array,
  directions: Float32Array,
  [way, count, width]: readonly ['to' | 'from', number, number],
  share = 0,
): Promise<void> {
  const [rowStep, columnStep] = way === 'to' ? [1, width] : [width, 1];
  const all = { count: Math.ceil(width / 8), chunk: 16 };
  await run('packPanels', [directions, rowStep, columnStep, width, width, panels], all);
  await run('rotateRows', [rows, width, panels, strips, tile, lines], { count, chunk: CHUNK, share });
}
