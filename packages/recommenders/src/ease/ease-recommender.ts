import { estimateInvertGram, estimateTopOfRows } from '@sintonia/kernels';
import { type FitEstimate, type FitSize, SintoniaError } from '@sintonia/spec';
import type { Dataset } from '../dataset/read-dataset.js';
import type { FitJob } from '../fit-job.js';
import { estimateLists } from '../lists/estimate-lists.js';
import { type BuiltLists, ListRecommender } from '../lists/list-recommender.js';
import { pool } from '../pool.js';
import { buildEaseLists } from './build-ease-lists.js';
import { type EaseOptions, type EaseSettings, readEaseOptions } from './ease-options.js';

/**
 * A linear autoencoder in closed form: every item foretold from all others at once, so that two items that say the same don't count
 * twice, and some speak against others. The best of the lists on dense, small catalogues; refused on large ones.
 *
 * Sources: Steck, *Embarrassingly shallow autoencoders for sparse data* (2019, EASE); Steck, *Autoencoders that don't overfit
 * towards the identity* (2020, EDLAE).
 */
export class EaseRecommender extends ListRecommender {
  readonly name = 'ease';
  readonly #settings: EaseSettings;

  /** @throws SINTONIA_OPTION_INVALID that names the field. */
  constructor(options: EaseOptions = {}) {
    const settings = readEaseOptions(options);
    super(settings);
    this.#settings = settings;
  }

  /** @throws SINTONIA_MODEL_TOO_LARGE with more items than `mostItems`. */
  estimate(size: FitSize): FitEstimate {
    const { people, items, interactions } = size;
    const { listLength } = this.#settings;
    this.#check(items);
    const inverting = estimateInvertGram({ rows: people, columns: items, entries: interactions }, pool().threads, true);
    const choosing = 4 * items ** 2 + estimateTopOfRows(items, items, listLength, pool().threads);
    return estimateLists(size, { bytes: Math.max(inverting, choosing), work: 2 * items ** 3 }, listLength);
  }

  /** @throws SINTONIA_MODEL_TOO_LARGE with more items than `mostItems`. */
  protected override async build(dataset: Dataset, job: FitJob): Promise<BuiltLists> {
    this.#check(dataset.itemIds.length);
    const { regularisation, denoising } = this.#settings;
    return {
      lists: await buildEaseLists(dataset, this.#settings, job, [0, 1]),
      details: { regularisation, denoising },
    };
  }

  #check(items: number): void {
    const { mostItems } = this.#settings;
    if (items > mostItems) {
      throw new SintoniaError(
        'MODEL_TOO_LARGE',
        `EASE is for up to ${mostItems} items (mostItems); there are ${items}. Use itemLists() or spectral().`,
        { details: { items, mostItems, alternatives: ['item-lists', 'spectral'] } },
      );
    }
  }
}
