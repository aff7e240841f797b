import { invertGram, type ScoredLists, topOfRows } from '@sintonia/kernels';
import { csrOf, itemDegrees } from '../dataset/degrees.js';
import { normalisedEntries } from '../dataset/normalised-entries.js';
import type { TasteMatrix } from '../dataset/taste-matrix.js';
import type { FitJob } from '../fit-job.js';
import { pool } from '../pool.js';
import type { EaseSettings } from './ease-options.js';

/**
 * B = I − P · diag(1 / P_jj) with P = (XᵀX + λ·I + d·diag(XᵀX))⁻¹: the weights, 0 on the diagonal, that best foretell every column
 * of X from all others. X holds deg(person)^−a · deg(item)^−b; s_ij = deg(i)^−b · B_ij, so that histories need no weights.
 *
 * Steck, *Embarrassingly shallow autoencoders for sparse data* (2019), EASE; Steck, *Autoencoders that don't overfit towards the
 * identity* (2020), EDLAE: the term in d.
 *
 * @throws the reason of the abort
 */
export async function buildEaseLists(
  matrix: TasteMatrix,
  settings: EaseSettings,
  job: FitJob,
  [from, to]: readonly [number, number],
): Promise<ScoredLists> {
  const size = matrix.itemIds.length;
  const values = normalisedEntries(matrix, settings.personExponent, settings.itemExponent);
  const squares = values.reduce((sum, value) => sum + value * value, 0);
  const ridge = (settings.regularisation * squares) / size;
  const most = from + (to - from) * 0.9;
  const inverse = await invertGram(
    pool(),
    { ...csrOf(matrix), values },
    (own) => ridge + settings.denoising * own,
    job.work(from, most),
  );
  const columnWeights = Float32Array.from({ length: size }, (_, item) => {
    return -1 / (inverse.values[item * (size + 1)] as number);
  });
  const lists = await topOfRows(pool(), inverse, {
    ...job.work(most, to),
    length: settings.listLength,
    excludeSelf: true,
    byMagnitude: true,
    columnWeights,
  });
  itemDegrees(matrix).forEach((degree, item) => {
    const weight = Math.max(1, degree) ** -settings.itemExponent;
    for (let at = lists.indptr[item] as number; at < (lists.indptr[item + 1] as number); at++) {
      lists.values[at] = (lists.values[at] as number) * weight;
    }
  });
  return lists;
}
