import { transposeCsr, truncatedSvd } from '@sintonia/kernels';
import { csrOf, itemDegrees } from '../dataset/degrees.js';
import { normalisedEntries } from '../dataset/normalised-entries.js';
import type { TasteMatrix } from '../dataset/taste-matrix.js';
import type { FitJob } from '../fit-job.js';
import { pool } from '../pool.js';
import { sharpenDense } from './sharpening.js';
import type { SpectralSettings } from './spectral-options.js';

/** The part of low rank of a spectral model: left_i · right_j. */
export interface SpectralFactors {
  readonly rank: number;
  /** Items × rank, row by row. */
  readonly left: Float32Array;
  readonly right: Float32Array;
}

const STEPS = 4;

/** How many directions there are for so much data: beyond an eighth the low pass would hold back next to nothing. */
export const rankFor = (people: number, items: number, rank: number) =>
  Math.max(1, Math.min(rank, Math.ceil(Math.min(people, items) / 8)));

/** @throws SINTONIA_ABORTED, or the reason of the abort */
export async function spectralFactors(
  matrix: TasteMatrix,
  { rank: most, lowPassShare, sharpening }: SpectralSettings,
  job: FitJob,
  [from, to]: readonly [number, number],
): Promise<SpectralFactors> {
  const items = matrix.itemIds.length;
  const x = { ...csrOf(matrix), values: normalisedEntries(matrix, 0.5, 0.5) };
  const { values = x.values, ...byItems } = transposeCsr(x);
  const turned = { ...byItems, values };
  const rank = rankFor(matrix.people, items, most);
  const middle = from + (to - from) / 2;
  const seed = job.seed >>> 0;
  const { right: v } = await truncatedSvd(pool(), x, { ...job.work(from, middle), rank, iterations: STEPS, seed });

  const roots = Float64Array.from(itemDegrees(matrix), (degree) => Math.sqrt(Math.max(1, degree)));
  const left = scaledRows(v, rank, (item) => lowPassShare / (roots[item] as number));
  const unsharpened = { rows: items, columns: rank, values: scaledRows(v, rank, (item) => roots[item] as number) };
  const right = await sharpenDense(x, turned, unsharpened, sharpening, job, [middle, to]);
  return { rank, left, right: right.values };
}

function scaledRows(values: Float32Array, width: number, scaleOf: (row: number) => number): Float32Array {
  const scaled = new Float32Array(values.length);
  for (let row = 0; row * width < values.length; row++) {
    const scale = scaleOf(row);
    for (let at = row * width; at < (row + 1) * width; at++) scaled[at] = (values[at] as number) * scale;
  }
  return scaled;
}
