import { estimateBuildLists, estimateTruncatedSvd } from '@sintonia/kernels';
import { type FitEstimate, type FitSize, SintoniaError } from '@sintonia/spec';
import type { Dataset } from '../dataset/read-dataset.js';
import type { FitJob } from '../fit-job.js';
import { estimateLists, listShape } from '../lists/estimate-lists.js';
import { type BuiltLists, ListRecommender } from '../lists/list-recommender.js';
import { pool } from '../pool.js';
import { buildSpectralLists } from './build-spectral-lists.js';
import { rankFor } from './spectral-factors.js';
import { readSpectralOptions, type SpectralOptions, type SpectralSettings } from './spectral-options.js';

/**
 * A filter on the graph of people and items that lets the smooth part of taste through, and sharpens it, compiled into one list an
 * item: the answers of a graph model, with the reasons and the freshness of lists. Fixed settings, nothing is trained.
 *
 * Sources: Shen et al., *How powerful is graph convolution for recommendation?* (2021, GF-CF); Choi et al.,
 * *Blurring-sharpening process models for collaborative filtering* (2023, BSPM).
 */
export class SpectralRecommender extends ListRecommender {
  readonly name = 'spectral';
  readonly #settings: SpectralSettings;

  /** @throws SINTONIA_OPTION_INVALID that names the field. */
  constructor(options: SpectralOptions = {}) {
    const settings = readSpectralOptions(options);
    super(settings);
    this.#settings = settings;
  }

  /** @throws SINTONIA_MODEL_TOO_LARGE with more items than `mostItems`. */
  estimate(size: FitSize): FitEstimate {
    this.#check(size.items);
    const { people, items } = size;
    const { listLength } = this.#settings;
    const { threads } = pool();
    const rank = rankFor(people, items, this.#settings.rank);
    const { shape, squares } = listShape(size, listLength);
    const decomposing = estimateTruncatedSvd(shape, { rank }, threads, true) + 16 * shape.entries;
    const listing = estimateBuildLists(shape, { length: listLength, rank }, threads);
    const bytes = Math.max(decomposing, listing) + 8 * items * rank;
    // Powers of X, their orthogonal bases, then an inner product a pair of items that somebody took both of.
    const together = Math.min(items ** 2, squares);
    const work = 2 * rank * (36 * shape.entries + 12 * (people + items) * rank + together) + 2 * squares;
    return estimateLists(size, { bytes, work }, listLength);
  }

  /** @throws SINTONIA_MODEL_TOO_LARGE with more items than `mostItems`. */
  protected override async build(dataset: Dataset, job: FitJob): Promise<BuiltLists> {
    this.#check(dataset.itemIds.length);
    const rank = rankFor(dataset.people, dataset.itemIds.length, this.#settings.rank);
    return { lists: await buildSpectralLists(dataset, this.#settings, job, [0, 1]), details: { rank } };
  }

  #check(items: number): void {
    const { mostItems } = this.#settings;
    if (items <= mostItems) return;
    throw new SintoniaError(
      'MODEL_TOO_LARGE',
      `The spectral model is for up to ${mostItems} items (mostItems); there are ${items}. Use itemLists().`,
      { details: { items, mostItems, alternatives: ['item-lists'] } },
    );
  }
}
