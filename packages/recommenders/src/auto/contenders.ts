import type { ScoredLists } from '@sintonia/kernels';
import { type FitEstimate, type FitSize, isSintoniaError, type JsonValue } from '@sintonia/spec';
import type { TasteMatrix } from '../dataset/taste-matrix.js';
import { buildEaseLists } from '../ease/build-ease-lists.js';
import { readEaseOptions } from '../ease/ease-options.js';
import { EaseRecommender } from '../ease/ease-recommender.js';
import type { FitJob } from '../fit-job.js';
import { buildItemLists } from '../item-lists/build-item-lists.js';
import { readItemListsOptions } from '../item-lists/item-lists-options.js';
import { ItemListsRecommender } from '../item-lists/item-lists-recommender.js';
import { buildSpectralLists } from '../spectral/build-spectral-lists.js';
import { readSpectralOptions } from '../spectral/spectral-options.js';
import { SpectralRecommender } from '../spectral/spectral-recommender.js';
import type { SliceKind } from './validation-slice.js';

/** A family with settings that `auto` may choose. */
export interface Contender {
  readonly family: 'item-lists' | 'ease' | 'spectral';
  /** What differs from the family's defaults. */
  readonly settings: Readonly<Record<string, JsonValue>>;
  /** Undefined where the family refuses so much. */
  estimate(size: FitSize): FitEstimate | undefined;
  build(matrix: TasteMatrix, job: FitJob, range: readonly [number, number]): Promise<ScoredLists>;
}

const orRefusal = (estimate: () => FitEstimate): FitEstimate | undefined => {
  try {
    return estimate();
  } catch (error) {
    if (isSintoniaError(error, 'MODEL_TOO_LARGE')) return undefined;
    throw error;
  }
};

const itemLists = (settings: Readonly<Record<string, number>>): Contender => ({
  family: 'item-lists',
  settings,
  estimate: (size) => orRefusal(() => new ItemListsRecommender(settings).estimate(size)),
  build: (matrix, job, range) => buildItemLists(matrix, readItemListsOptions(settings), job, range),
});

const ease = (settings: Readonly<Record<string, number>>): Contender => ({
  family: 'ease',
  settings,
  estimate: (size) => orRefusal(() => new EaseRecommender(settings).estimate(size)),
  build: (matrix, job, range) => buildEaseLists(matrix, readEaseOptions(settings), job, range),
});

const spectral: Contender = {
  family: 'spectral',
  settings: {},
  estimate: (size) => orRefusal(() => new SpectralRecommender().estimate(size)),
  build: (matrix, job, range) => buildSpectralLists(matrix, readSpectralOptions({}), job, range),
};

/** One of each family as it comes, and EASE by how thin the data is: few enough that chance can't choose among them. */
const always: readonly Contender[] = [
  itemLists({}),
  ease({}),
  spectral,
  ease({ regularisation: 4 }),
  ease({ regularisation: 16 }),
  ease({ regularisation: 32 }),
  ease({ regularisation: 2, itemExponent: 0 }),
  ease({ regularisation: 8, itemExponent: 0 }),
];

/**
 * Exponents only where a slice lies later than what is learnt from: on a random one they follow how popular items are in the slice,
 * which is never how popular they will be.
 */
const overTime: readonly Contender[] = [
  itemLists({ neighbourExponent: 0.1 }),
  itemLists({ seedExponent: 0.5, neighbourExponent: 0.5 }),
  itemLists({ personExponent: 0.5, seedExponent: 0.5, neighbourExponent: 0.1 }),
  itemLists({ personExponent: 0.5, seedExponent: 0.5, neighbourExponent: 0.4 }),
];

export const contenders = (kind: SliceKind): readonly Contender[] =>
  kind === 'temporal' ? [...always, ...overTime] : always;
