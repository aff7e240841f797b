import type { Job } from '../runtime/kernels.js';
import { f32, f64, type Layout, scratch, u32, type Views } from '../runtime/layout.js';

const BLOCK = 256;
const CHUNK = 64;

export const inverseScratch = (size: number) => {
  const panels = 8 * Math.ceil(size / 8);
  return {
    work: f64(BLOCK * BLOCK),
    pivot: f32(BLOCK * BLOCK),
    pivotPanels: f32(BLOCK * BLOCK),
    status: u32(1),
    blockColumns: f32(size * BLOCK),
    columnPanels: f32(panels * BLOCK),
    products: f32(size * BLOCK),
    strips: scratch(f32(CHUNK * BLOCK)),
    tile: scratch(f32(32)),
  };
};

/** Replaces a symmetric matrix, of which the lower half is read, by its inverse. @throws RangeError unless positive definite */
export async function runInverse(
  run: Job<Layout>['run'],
  views: Views<ReturnType<typeof inverseScratch>>,
  matrix: Float32Array,
  size: number,
  share: number,
): Promise<void> {
  const { work, pivot, pivotPanels, status, blockColumns, columnPanels, products, strips, tile } = views;
  const all = { count: size, chunk: CHUNK };
  for (let start = 0; start < size; start += BLOCK) {
    const block = Math.min(BLOCK, size - start);
    const of = [matrix, size, start, block] as const;
    await run('sweepPivot', [...of, work, pivot, status], { count: 1, chunk: 1 });
    if (status[0] !== 0) throw new RangeError('The matrix is not positive definite, or too nearly so for f32.');
    await run('packPanels', [pivot, block, 1, block, block, pivotPanels], { count: Math.ceil(block / 8), chunk: 16 });
    await run('sweepColumns', [...of, pivotPanels, blockColumns, products, strips, tile], all);
    const panels = { count: Math.ceil(size / 8), chunk: 32 };
    await run('packPanels', [blockColumns, 1, block, block, size, columnPanels], panels);
    await run('sweepRows', [...of, pivot, columnPanels, products, strips, tile], {
      ...all,
      share: (share * block) / size,
    });
  }
  await run('sweepDone', [matrix, size], all);
}
