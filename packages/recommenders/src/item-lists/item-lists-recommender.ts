import type { Candidate, FitContext, FitReport, Recommender, RecommenderRequest } from '@sintonia/spec';
import { buildItemLists } from './build-item-lists.js';
import { readInteractionLog } from './interaction-log.js';
import { type ItemListsOptions, type ItemListsSettings, readItemListsOptions } from './item-lists-options.js';
import { ItemListsRanking } from './item-lists-ranking.js';
import { packItemLists, unpackItemLists } from './item-lists-snapshot.js';
import { Pace } from './pace.js';
import { seedsOf } from './seeds.js';
import { tasteMatrix } from './taste-matrix.js';

/**
 * Degree-normalised item–item lists: "people who took what you took also took this". Needs no training on the person who asks,
 * so whatever was collected a moment ago counts at once, and every point of a score has its reason.
 *
 * Sources: Deshpande & Karypis, *Item-based top-N recommendation algorithms* (2004); Paudel et al., *Updatable, accurate, diverse
 * and scalable recommendations for interactive applications* (2017, RP3beta); Shen et al., *How powerful is graph convolution for
 * recommendation?* (2021, GF-CF).
 */
export class ItemListsRecommender implements Recommender {
  readonly name = 'item-lists';
  readonly specVersion = 1;
  readonly #settings: ItemListsSettings;
  #ranking: ItemListsRanking | undefined;

  /** @throws SINTONIA_OPTION_INVALID that names the field. */
  constructor(options: ItemListsOptions = {}) {
    this.#settings = readItemListsOptions(options);
  }

  recommend({ history, limit, allows }: RecommenderRequest): readonly Candidate[] {
    const { personLimit, negativeShare } = this.#settings;
    return this.#ranking?.rank(seedsOf(history, personLimit, negativeShare), limit, allows) ?? [];
  }

  similar(itemId: string, limit: number, allows: (itemId: string) => boolean): readonly Candidate[] {
    return this.#ranking?.similar(itemId, limit, allows) ?? [];
  }

  /** Where nobody took two items there is nothing to learn: the outcome is `insufficientData`, and the model is empty. */
  async fit(context: FitContext): Promise<FitReport> {
    const pace = new Pace(context.abort);
    const log = await readInteractionLog(context, pace);
    const matrix = await tasteMatrix(log, this.#settings.personLimit, pace);
    const model = await buildItemLists(matrix, this.#settings, context.now, pace, (fraction) =>
      context.progress(fraction),
    );
    pace.check();
    context.progress(1);
    const entries = model.neighbours.length;
    this.#ranking = entries > 0 ? new ItemListsRanking(model) : undefined;
    return {
      people: matrix.people,
      items: matrix.itemIds.length,
      interactions: log.length,
      outcome: entries > 0 ? 'fitted' : 'insufficientData',
      details: entries > 0 ? { pairs: matrix.items.length, entries } : { lacks: 'people who took two items or more' },
    };
  }

  snapshot(): Uint8Array | undefined {
    return this.#ranking && packItemLists(this.#ranking.model);
  }

  restore(bytes: Uint8Array): void {
    this.#ranking = new ItemListsRanking(unpackItemLists(bytes));
  }
}
