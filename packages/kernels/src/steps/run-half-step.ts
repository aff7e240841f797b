import type { Job } from '../runtime/kernels.js';
import type { Layout } from '../runtime/layout.js';
import type { Indices } from '../runtime/matrix-kernels.js';
import { paddedWidth, type RowsViews } from './factor-layout.js';
import { runEigen } from './run-eigen.js';
import { runRotation } from './run-rotation.js';
import { runShortGram, type ShortViews } from './run-short-gram.js';

// Shorter rows forget where they came from in three steps; starting from 0 saves them the turn and a product.
const WARM_ENTRIES = 64;

/** A matrix seen from the side that is solved. */
export interface Side {
  /** Starts, columns, weights and targets of its rows. */
  readonly entries: readonly [Uint32Array, Indices, Float32Array, Float32Array];
  readonly lambda: Float32Array;
  /** What is solved. */
  readonly own: ShortViews;
  readonly count: number;
  /** What is held fast. */
  readonly other: ShortViews;
  readonly otherCount: number;
}

export interface HalfStepSettings {
  readonly rank: number;
  readonly implicitWeight: number;
  readonly steps: number;
  /** Whether what is solved has been solved before. */
  readonly isWarm: boolean;
  readonly share: number;
}

/** Solves one side, and turns the other into the eigenvectors of its own Gram matrix: their products stay as they are. */
export async function runHalfStep(
  run: Job<Layout>['run'],
  views: Omit<RowsViews, 'starts'>,
  { entries, lambda, own, count, other, otherCount }: Side,
  { rank, implicitWeight, steps, isWarm, share }: HalfStepSettings,
): Promise<void> {
  const width = paddedWidth(rank);
  const { gram, eigenVectors, eigenValues, base, lines, vectors } = views;
  await runShortGram(run, views, other, gram, [otherCount, width], 0.1 * share);
  await runEigen(run, views, gram, width, 0.1 * share);
  eigenValues.forEach((value, at) => {
    base[at] = implicitWeight * Math.max(0, value);
  });
  await runRotation(run, views, other, eigenVectors, ['to', otherCount, width], 0.1 * share);
  const warm = isWarm ? WARM_ENTRIES : 2 ** 32 - 1;
  const [starts, columns, weights, targets] = entries;
  const sparse = [starts, columns, columns.BYTES_PER_ELEMENT, weights, targets] as const;
  const settings = [eigenVectors, width, steps, warm] as const;
  const solved = [lines, vectors, own.values, own.scales] as const;
  await run('leastSquaresRows', [...sparse, other.values, other.scales, base, lambda, ...settings, ...solved], {
    ...{ count, chunk: 128, share: 0.7 * share },
  });
}
