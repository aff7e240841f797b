import { estimateBuildLists } from '@sintonia/kernels';
import type { FitEstimate, FitSize } from '@sintonia/spec';
import type { Dataset } from '../dataset/read-dataset.js';
import type { FitJob } from '../fit-job.js';
import { estimateLists } from '../lists/estimate-lists.js';
import { type BuiltLists, ListRecommender } from '../lists/list-recommender.js';
import { pool } from '../pool.js';
import { buildItemLists } from './build-item-lists.js';
import { type ItemListsOptions, type ItemListsSettings, readItemListsOptions } from './item-lists-options.js';

/** Σ deg² over people, over what it were if all had the same: 2 to 6 in the data sets that we know. */
const SKEW = 4;

/**
 * Degree-normalised item–item lists: "people who took what you took also took this". Needs no training on the person who asks,
 * so whatever was collected a moment ago counts at once, and every point of a score has its reason.
 *
 * Sources: Deshpande & Karypis, *Item-based top-N recommendation algorithms* (2004); Paudel et al., *Updatable, accurate, diverse
 * and scalable recommendations for interactive applications* (2017, RP3beta); Shen et al., *How powerful is graph convolution for
 * recommendation?* (2021, GF-CF).
 */
export class ItemListsRecommender extends ListRecommender {
  readonly name = 'item-lists';
  readonly #settings: ItemListsSettings;

  /** @throws SINTONIA_OPTION_INVALID that names the field. */
  constructor(options: ItemListsOptions = {}) {
    const settings = readItemListsOptions(options);
    super(settings);
    this.#settings = settings;
  }

  /** Work goes by Σ deg², taken as if few people did as much as they do in most places. */
  estimate(size: FitSize): FitEstimate {
    const { people, items, interactions } = size;
    const { listLength } = this.#settings;
    const pairs = SKEW * (interactions ** 2 / Math.max(1, people));
    const shape = { rows: people, columns: items, entries: interactions, pairs };
    const bytes = estimateBuildLists(shape, { length: listLength }, pool().threads) + 4 * interactions;
    return estimateLists(size, { bytes, work: 2 * pairs }, listLength);
  }

  protected override async build(dataset: Dataset, job: FitJob): Promise<BuiltLists> {
    return { lists: await buildItemLists(dataset, this.#settings, job, [0, 1]) };
  }
}
