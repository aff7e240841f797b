import { buildLists, type ScoredLists } from '@sintonia/kernels';
import { csrOf, itemDegrees, personDegrees } from '../dataset/degrees.js';
import type { TasteMatrix } from '../dataset/taste-matrix.js';
import type { FitJob } from '../fit-job.js';
import { pool } from '../pool.js';
import { spectralFactors } from './spectral-factors.js';
import type { SpectralSettings } from './spectral-options.js';

/** γ: how much is left of the neighbours after sharpening, about: p over the spectrum, which is mostly small. */
const NEIGHBOURS = 0.5;
/** Popular neighbours are held back a little less, and popular seeds a little more, than by the square root, as item lists do. */
const SEED_EXPONENT = 0.6;
const LISTED_EXPONENT = 0.4;
/** What finding the factors takes of the whole. */
const FACTORS = 0.7;

/**
 * With F = XᵀX, X the degree-normalised matrix, V its first `rank` right singular vectors and D the degrees of items:
 *
 * S = γ · D^−0.1 F D^0.1 + β · D^−½ V Vᵀ D^½ · p(F), wherever somebody took both items
 *
 * F is the neighbours (the linear filter of GF-CF), V Vᵀ the ideal low pass, and p sharpens what it has blurred. BSPM sharpens F,
 * too, and fills in all pairs, at some twenty times the cost and with no better answers on Gowalla or Electronics.
 *
 * Shen et al., *How powerful is graph convolution for recommendation?* (2021); Choi et al., *Blurring-sharpening process models for
 * collaborative filtering* (2023).
 *
 * @throws SINTONIA_ABORTED, or the reason of the abort
 */
export async function buildSpectralLists(
  matrix: TasteMatrix,
  settings: SpectralSettings,
  job: FitJob,
  [from, to]: readonly [number, number],
): Promise<ScoredLists> {
  const items = matrix.itemIds.length;
  const middle = from + FACTORS * (to - from);
  const { rank, left, right } = await spectralFactors(matrix, settings, job, [from, middle]);
  const degrees = itemDegrees(matrix);
  const power = (exponent: number, share: number) =>
    Float32Array.from(degrees, (degree) => share * Math.max(1, degree) ** -exponent);
  return buildLists(pool(), csrOf(matrix), {
    ...job.work(middle, to),
    length: settings.listLength,
    rowWeights: Float32Array.from(personDegrees(matrix), (degree) => 1 / degree),
    seedWeights: power(SEED_EXPONENT, NEIGHBOURS),
    listedWeights: power(LISTED_EXPONENT, 1),
    lowRank: {
      left: { rows: items, columns: rank, values: left },
      right: { rows: items, columns: rank, values: right },
    },
  });
}
