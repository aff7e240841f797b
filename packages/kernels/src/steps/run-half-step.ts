import type { CsrShape } from '../csr.js';
import type { Job } from '../runtime/kernels.js';
import { f32, type Layout, scratch, u32, type Views } from '../runtime/layout.js';
import { Slices } from '../runtime/slices.js';
import { eigenScratch, runEigen } from './run-eigen.js';
import { gramScratch, runGram } from './run-gram.js';
import { productScratch, runProduct } from './run-product.js';

/** Vectors are padded to whole SIMD words. */
export const paddedWidth = (rank: number) => 4 * Math.ceil(rank / 4);

// Shorter rows forget where they came from in three steps; starting from 0 saves them one product.
const WARM_ENTRIES = 64;

export const factorLayout = (shape: CsrShape, rank: number, weighted: boolean, targeted: boolean) => {
  const { rows, columns, entries } = shape;
  const width = paddedWidth(rank);
  return {
    starts: u32(rows + 1),
    columns: u32(entries),
    weights: f32(weighted ? entries : 0),
    targets: f32(targeted ? entries : 0),
    turnedStarts: u32(columns + 1),
    turnedColumns: u32(entries),
    turnedWeights: f32(weighted ? entries : 0),
    turnedTargets: f32(targeted ? entries : 0),
    rowLambda: f32(rows),
    columnLambda: f32(columns),
    rowFactors: f32(rows * width),
    columnFactors: f32(columns * width),
    rotated: f32(Math.max(rows, columns) * width),
    gram: f32(width * width),
    base: f32(width),
    gathered: scratch(f32(512 * width)),
    vectors: scratch(f32(6 * width)),
    ...productScratch(width, width),
    ...gramScratch(Math.max(rows, columns), width),
    ...eigenScratch(width),
  };
};

type FactorViews = Views<ReturnType<typeof factorLayout>>;

export interface HalfStep {
  readonly side: 'rows' | 'columns';
  /** Whether the side that is solved has no factors yet. */
  readonly isFirst: boolean;
  readonly rows: number;
  readonly columns: number;
  readonly rank: number;
  readonly implicitWeight: number;
  readonly steps: number;
  readonly share: number;
}

/** Seeded small numbers as the first factors; what pads them is 0 and stays so. */
export async function runStart(
  run: Job<Layout>['run'],
  factors: Float32Array,
  count: number,
  rank: number,
  seed: number,
) {
  // As large as a normal distribution of deviation 0.1 / √d (Rendle et al. 2021).
  await run('randomNumbers', [seed, 0.1 * Math.sqrt(3 / rank), factors], { count: factors.length, chunk: 65_536 });
  const width = paddedWidth(rank);
  for (let row = 0; width > rank && row < count; row++) factors.fill(0, row * width + rank, (row + 1) * width);
}

/** Solves one side, and turns the other into the eigenvectors of its own Gram matrix: their products stay as they are. */
export async function runHalfStep(run: Job<Layout>['run'], views: FactorViews, step: HalfStep): Promise<void> {
  const byRows = step.side === 'rows';
  const width = paddedWidth(step.rank);
  const [own, other] = byRows ? [views.rowFactors, views.columnFactors] : [views.columnFactors, views.rowFactors];
  const [count, otherCount] = byRows ? [step.rows, step.columns] : [step.columns, step.rows];
  const sparse = byRows
    ? ([views.starts, views.columns, views.weights, views.targets] as const)
    : ([views.turnedStarts, views.turnedColumns, views.turnedWeights, views.turnedTargets] as const);

  await runGram(run, views, other, views.gram, otherCount, width, 0.1 * step.share);
  await runEigen(run, views, views.gram, width, 0.1 * step.share);
  views.eigenValues.forEach((value, at) => {
    views.base[at] = step.implicitWeight * Math.max(0, value);
  });
  const rotation = { values: views.eigenVectors, rowStep: 1, columnStep: width };
  const left = { values: other, rowStep: width, columnStep: 1 };
  const rotated = views.rotated.subarray(0, otherCount * width);
  await runProduct(run, views, left, rotation, rotated, [otherCount, width, width], 0.1 * step.share);

  const warm = step.isFirst ? 2 ** 32 - 1 : WARM_ENTRIES;
  await run(
    'leastSquaresRows',
    [
      ...([...sparse, rotated, views.base, byRows ? views.rowLambda : views.columnLambda] as const),
      ...([views.eigenVectors, width, step.steps, warm, views.gathered, views.vectors, own] as const),
    ],
    { count, chunk: 128, share: 0.7 * step.share },
  );
  await run('copyNumbers', [rotated, other], { count: otherCount * width, chunk: 2 ** 18 });
}

/** Factors as they are handed out. */
export async function withoutPadding(
  factors: Float32Array,
  count: number,
  rank: number,
  signal: AbortSignal | undefined,
): Promise<Float32Array> {
  const width = paddedWidth(rank);
  const out = new Float32Array(count * rank);
  const slices = new Slices(signal);
  for (let row = 0; row < count; row++) {
    if (slices.due) await slices.rest();
    out.set(factors.subarray(row * width, row * width + rank), row * rank);
  }
  return out;
}
