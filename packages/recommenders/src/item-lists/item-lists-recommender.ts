import { estimateBuildLists, roundLists } from '@sintonia/kernels';
import {
  type FitContext,
  type FitEstimate,
  type FitReport,
  type FitSize,
  type Interaction,
  SintoniaError,
} from '@sintonia/spec';
import { itemDegrees } from '../dataset/degrees.js';
import type { Dataset } from '../dataset/read-dataset.js';
import { type FitJob, fitJob } from '../fit-job.js';
import { estimateLists, listShape } from '../lists/estimate-lists.js';
import { type BuiltLists, ListRecommender } from '../lists/list-recommender.js';
import { replaceLists } from '../lists/replace-lists.js';
import { pool } from '../pool.js';
import { buildItemLists } from './build-item-lists.js';
import { type ItemListsOptions, type ItemListsSettings, readItemListsOptions } from './item-lists-options.js';
import { LivePeople } from './live-people.js';

/** What an update is about. */
export interface ItemListsChanges {
  readonly added?: readonly Interaction[];
  readonly removed?: readonly Interaction[];
}

/** What came of an update. */
export interface ItemListsUpdate {
  /** How many people changed. */
  readonly people: number;
  /** How many lists were made anew. */
  readonly lists: number;
  /** Interactions that changed nothing: of items that the fit did not know, or not there to be taken away. */
  readonly unknown: number;
}

/** What updates need of the last fit. */
interface Live {
  readonly people: LivePeople;
  readonly degrees: Uint32Array;
  readonly context: FitContext;
  /** Items whose lists an update could not finish. */
  readonly stale: Set<number>;
}

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
  #read: { readonly dataset: Dataset } | undefined;
  #live: Live | undefined;
  #updating: Promise<unknown> = Promise.resolve();

  /** @throws SINTONIA_OPTION_INVALID that names the field. */
  constructor(options: ItemListsOptions = {}) {
    const settings = readItemListsOptions(options);
    super(settings);
    this.#settings = settings;
  }

  override async fit(context: FitContext): Promise<FitReport> {
    const report = await super.fit(context);
    const { dataset } = this.#read ?? {};
    this.#read = undefined;
    this.#live =
      dataset?.log && report.outcome === 'fitted'
        ? {
            people: new LivePeople(dataset, dataset.log, this.#settings.personLimit),
            degrees: itemDegrees(dataset),
            context: { ...context, progress: () => {} },
            stale: new Set(),
          }
        : undefined;
    dataset?.log?.release();
    return report;
  }

  override restore(bytes: Uint8Array): void {
    super.restore(bytes);
    this.#live = undefined;
  }

  /**
   * Learns what came and unlearns what went, without a fit: the lists of all items of whoever changed are made anew from everybody who
   * has them, so that adding and taking away gives the lists as they were, bit by bit. How popular items are (p, q) and what time it is
   * stay as at the fit, and items that the fit did not know wait for the next one. Needs `updatable` and a fit in this process.
   * One update at a time; a fit in between goes before.
   *
   * @param changes interactions as the fit got them: what is taken away has the same person, item, weight and time
   * @throws SINTONIA_OPTION_INVALID without `updatable`, SINTONIA_ABORTED; what changed is then made up for by the next update
   */
  update(changes: ItemListsChanges, abort: AbortSignal = new AbortController().signal): Promise<ItemListsUpdate> {
    if (!this.#settings.updatable) {
      return Promise.reject(
        new SintoniaError('OPTION_INVALID', 'update needs updatable: true.', { field: 'updatable' }),
      );
    }
    const next = this.#updating.then(() => this.#update(changes, abort));
    this.#updating = next.catch(() => undefined);
    return next;
  }

  async #update({ added = [], removed = [] }: ItemListsChanges, abort: AbortSignal): Promise<ItemListsUpdate> {
    const live = this.#live;
    const before = this.model;
    if (!live || !before) return { people: 0, lists: 0, unknown: added.length + removed.length };
    const { affected, people, unknown } = live.people.change(added, removed);
    for (const item of affected) live.stale.add(item);
    const only = new Set(live.stale);
    const job = fitJob({ ...live.context, abort });
    const matrix = live.people.whoTook(only, before.itemIds);
    try {
      const lists = await buildItemLists(matrix, this.#settings, job, [0, 1], { degrees: live.degrees, only });
      const made = { itemIds: before.itemIds, ...(await roundLists(lists, abort)) };
      if (this.#live === live) this.replace(replaceLists(before, made, only));
    } catch (cause) {
      if (!abort.aborted) throw cause;
      throw new SintoniaError('ABORTED', 'The update was aborted.', { cause });
    }
    live.stale.clear();
    return { people, lists: only.size, unknown };
  }

  estimate(size: FitSize): FitEstimate {
    const { listLength: length } = this.#settings;
    const { shape, squares } = listShape(size, length);
    // How recent each pair is, here and in the memory of the kernels.
    const bytes = estimateBuildLists(shape, { length }, pool().threads) + 8 * shape.entries;
    return estimateLists(size, { bytes, work: 2 * squares }, length);
  }

  protected override async build(dataset: Dataset, job: FitJob): Promise<BuiltLists> {
    if (this.#settings.updatable) this.#read = { dataset };
    return { lists: await buildItemLists(dataset, this.#settings, job, [0, 1]) };
  }
}
