import type { Job } from '../runtime/kernels.js';
import { f32, f64, type Layout } from '../runtime/layout.js';

export const eigenScratch = (size: number) => ({
  eigenBasis: f64(size * size),
  eigenDiagonal: f64(size),
  eigenBeside: f64(size),
  eigenValues: f64(size),
  eigenVectors: f32(size * size),
});

export interface EigenViews {
  readonly eigenBasis: Float64Array;
  readonly eigenDiagonal: Float64Array;
  readonly eigenBeside: Float64Array;
  readonly eigenValues: Float64Array;
  readonly eigenVectors: Float32Array;
}

/** Eigenvalues, largest first, into `eigenValues`, their vectors as rows into `eigenVectors`. */
export async function runEigen(
  run: Job<Layout>['run'],
  { eigenBasis, eigenDiagonal, eigenBeside, eigenValues, eigenVectors }: EigenViews,
  matrix: Float32Array,
  size: number,
  share = 0,
): Promise<void> {
  const args = [matrix, size, eigenBasis, eigenDiagonal, eigenBeside, eigenValues, eigenVectors] as const;
  await run('symmetricEigen', args, { count: 1, chunk: 1, share });
}
