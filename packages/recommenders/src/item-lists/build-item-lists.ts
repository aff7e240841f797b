import { buildLists, type ScoredLists } from '@sintonia/kernels';
import { csrOf, itemDegrees } from '../dataset/degrees.js';
import type { TasteMatrix } from '../dataset/taste-matrix.js';
import type { FitJob } from '../fit-job.js';
import type { Pace } from '../pace.js';
import { pool } from '../pool.js';
import { itemListWeights } from './item-list-weights.js';
import type { ItemListsSettings } from './item-lists-options.js';

/**
 * s_ij = (Σ over the people u who took both, deg(u)^−r · max(least, ½^(age_uj / half-life))) · deg(i)^−p · deg(j)^−q, of which each
 * item i keeps the best K; deg is the number of items of a person, of people of an item; age_uj is how long ago u took j, so that
 * what goes out of season gives way. Exact; costs Σ over people of deg(u)² additions, off the main thread.
 *
 * @param to how far progress is when it is done, 0 to 1
 * @param degrees of items, if others than those of the matrix; `only`: the items whose lists are wanted
 * @throws SINTONIA_ABORTED, or the reason of the abort
 */
export async function buildItemLists(
  matrix: TasteMatrix,
  settings: ItemListsSettings,
  job: FitJob,
  [from, to]: readonly [number, number],
  { degrees = itemDegrees(matrix), only }: { readonly degrees?: Uint32Array; readonly only?: ReadonlySet<number> } = {},
): Promise<ScoredLists> {
  const { person, seed, listed, recency } = await itemListWeights(matrix, degrees, settings, job.now, job.pace);
  // A weight of 0 leaves a list empty.
  if (only) for (let item = 0; item < seed.length; item++) if (!only.has(item)) seed[item] = 0;
  const lists = await buildLists(pool(), csrOf(matrix), {
    ...job.work(from, to),
    length: settings.listLength,
    rowWeights: person,
    seedWeights: seed,
    listedWeights: listed,
    listedValues: recency,
  });
  if (settings.equalSay) await divideBySums(lists, job.pace);
  return lists;
}

/** @throws SINTONIA_ABORTED */
async function divideBySums({ rows, indptr, values }: ScoredLists, pace: Pace): Promise<void> {
  for (let list = 0; list < rows; list++) {
    if (pace.due()) await pace.rest();
    const end = indptr[list + 1] as number;
    let sum = 0;
    for (let at = indptr[list] as number; at < end; at++) sum += values[at] as number;
    for (let at = indptr[list] as number; at < end; at++) values[at] = (values[at] as number) / sum;
  }
}
