import { estimateMultiply, estimateTopOfRows, estimateTruncatedSvd } from '@sintonia/kernels';
import { type FitEstimate, type FitSize, SintoniaError } from '@sintonia/spec';
import type { Dataset } from '../dataset/read-dataset.js';
import type { FitJob } from '../fit-job.js';
import { estimateLists, mostEntries } from '../lists/estimate-lists.js';
import { type BuiltLists, ListRecommender } from '../lists/list-recommender.js';
import { pool } from '../pool.js';
import { blockOf, buildSpectralLists } from './build-spectral-lists.js';
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
    const { people, items, interactions } = size;
    const { listLength } = this.#settings;
    const { threads } = pool();
    const rank = rankFor(people, items, this.#settings.rank);
    const block = blockOf(items);
    const shape = { rows: people, columns: items, entries: interactions };
    const factors = 16 * interactions + 8 * items * rank;
    const decomposing = estimateTruncatedSvd(shape, { rank }, threads, true);
    const listing =
      4 * block * items +
      Math.max(estimateMultiply(block, rank, items, threads), estimateTopOfRows(block, items, listLength, threads)) +
      8 * mostEntries(items, listLength);
    const work = 2 * rank * (items ** 2 + 36 * interactions + 12 * (people + items) * rank);
    return estimateLists(size, { bytes: factors + Math.max(decomposing, listing), work }, listLength);
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
