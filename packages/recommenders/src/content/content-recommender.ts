import {
  type Candidate,
  type FitContext,
  type FitEstimate,
  type FitReport,
  type FitSize,
  type ItemsChange,
  type Recommender,
  type RecommenderRequest,
  SintoniaError,
} from '@sintonia/spec';
import { ToldItems } from '../catalog/told-items.js';
import { fitJob } from '../fit-job.js';
import { seedsOf } from '../lists/seeds.js';
import { Pace } from '../pace.js';
import { type ContentModel, learnContent, placeItem, removeItem } from './content-model.js';
import { type ContentOptions, type ContentSettings, readContentOptions } from './content-options.js';
import { packContent, unpackContent } from './content-snapshot.js';
import { Embedder } from './embedder.js';
import { questionOf } from './question.js';
import { rankBySeeds } from './rank-by-seeds.js';
import type { Seed } from './seed.js';

const always = () => new AbortController().signal;

/**
 * What is written of items like that of what the person took: also of items that nobody took yet. Terms are weighted by BM25
 * (Robertson & Zaragoza, 2009) or TF-IDF (Salton & Buckley, 1988); where `embed` is given, vectors join in. Each of the person's
 * items is a reason `similarTo` with its part in the score.
 */
export class ContentRecommender implements Recommender {
  readonly name = 'content';
  readonly specVersion = 1;
  readonly #settings: ContentSettings;
  readonly #embedder: Embedder | undefined;
  readonly #told = new ToldItems();
  #model: ContentModel | undefined;
  /** Until a restored model knows what was told before. */
  #ready: Promise<void> = Promise.resolve();
  /** Until what was told has its vectors. */
  #embedding: Promise<void> = Promise.resolve();

  /** @throws SINTONIA_OPTION_INVALID that names the field. */
  constructor(options: ContentOptions = {}) {
    this.#settings = readContentOptions(options);
    const { embed, embedBatch } = this.#settings;
    this.#embedder = embed && new Embedder(embed, embedBatch);
  }

  async recommend({ history, limit, allows }: RecommenderRequest): Promise<readonly Candidate[]> {
    await this.#ready;
    const { personLimit, negativeShare } = this.#settings;
    return this.#rank([...seedsOf(history, personLimit, negativeShare)], limit, allows);
  }

  similar(itemId: string, limit: number, allows: (itemId: string) => boolean): readonly Candidate[] {
    return this.#rank([[itemId, 1]], limit, (other) => other !== itemId && allows(other));
  }

  /**
   * Items whose texts answer a question, by falling score; the reason `text` names the words that were found. The question is read
   * in every language. Nothing is found with words that nobody wrote, unless `embed` knows what they mean.
   *
   * @param allows whether an item may be shown. Default: all.
   * @throws SINTONIA_INPUT_INVALID for a question that is no text.
   */
  async search(
    text: string,
    limit: number,
    allows: (itemId: string) => boolean = () => true,
  ): Promise<readonly Candidate[]> {
    if (typeof text !== 'string') throw new SintoniaError('INPUT_INVALID', 'text must be a text.', { field: 'text' });
    await this.#ready;
    const model = this.#model;
    if (!model) return [];
    const meant = text.slice(0, this.#settings.mostCharacters);
    const asks = model.vectors.items.size > 0 && meant.trim() !== '';
    const vector = asks ? await this.#embedder?.vectorOf(meant) : undefined;
    const { texts, vectors } = model;
    const parts = { limit, allows, ...this.#settings };
    return rankBySeeds({ texts, vectors: vectors.items }, [questionOf(model, meant, vector)], parts);
  }

  /**
   * Some sixty words an item: as a row, in the scorer, and on the way from one to the other. With vectors, of a thousand numbers
   * each, twice.
   */
  estimate({ items }: FitSize): FitEstimate {
    return { bytes: (this.#embedder ? 11_000 : 3_000) * items, work: 100_000 * items };
  }

  /**
   * Without an item that has a text the outcome is `insufficientData`. `details` says which fields were read, in which language
   * where nothing told, and how many items have a vector or wait for one: those go by their terms alone.
   *
   * @throws SINTONIA_PLUGIN_INVALID when `embed` gives what is no list of vectors.
   */
  async fit(context: FitContext): Promise<FitReport> {
    const { pace, progress } = fitJob(context);
    const items = await this.#told.over(context.items());
    await pace.rest();
    const reached = this.#embedder ? 0.4 : 0.9;
    const model = await learnContent(items, this.#settings, this.#embedder, pace, (share) => progress(reached * share));
    await this.#tellAll(model, pace);
    await model.vectors.learn(context.abort, (share) => progress(0.4 + 0.5 * share));
    await pace.rest();
    await model.texts.seal(pace);
    model.vectors.items.seal();
    const fitted = model.texts.terms.length > 0 || model.vectors.items.size > 0;
    // What was told while others worked.
    await this.#tellAll(model, pace);
    this.#model = fitted ? model : undefined;
    this.#ready = Promise.resolve();
    this.#embedder?.keepOnly(new Set(model.vectors.keys.values()));
    progress(1);
    const report = { people: 0, items: items.length, interactions: 0 };
    return fitted
      ? { ...report, outcome: 'fitted', details: this.#detailsOf(model) }
      : { ...report, outcome: 'insufficientData', details: { lacks: 'items with text' } };
  }

  async itemsChanged(change: ItemsChange): Promise<void> {
    this.#told.tell(change);
    await this.#ready;
    const pace = new Pace(always());
    const model = this.#model;
    if (!model) return;
    for (const item of change.put) {
      if (pace.due()) await pace.rest();
      placeItem(model, item);
    }
    for (const itemId of change.removed) removeItem(model, itemId);
    if (model.texts.index.wantsSealing) await model.texts.seal(pace);
    this.#embedLater(model);
  }

  /**
   * Resolves when what was told has its vectors, or waits for the next fit. Questions don't wait: meanwhile terms alone count.
   */
  async settled(): Promise<void> {
    await this.#ready;
    await this.#embedding;
  }

  snapshot(): Uint8Array | undefined {
    return this.#model && packContent(this.name, this.#model, this.#settings);
  }

  restore(bytes: Uint8Array): void {
    const model = unpackContent(this.name, bytes, this.#settings, this.#embedder);
    const pace = new Pace(always());
    this.#model = model;
    this.#ready = this.#tellAll(model, pace)
      .then(() => model.texts.seal(pace))
      .then(() => {
        model.vectors.items.seal();
        this.#embedLater(model);
      });
  }

  #tellAll(model: ContentModel, pace: Pace): Promise<void> {
    return this.#told.retell(
      pace,
      (item) => placeItem(model, item),
      (itemId) => removeItem(model, itemId),
    );
  }

  #embedLater({ vectors }: ContentModel): void {
    // What fails waits for the next fit, which says so.
    this.#embedding = this.#embedding.then(() => vectors.learn(always(), () => {})).catch(() => {});
  }

  #rank(
    weights: readonly (readonly [string, number])[],
    limit: number,
    allows: (itemId: string) => boolean,
  ): readonly Candidate[] {
    if (!this.#model) return [];
    const { texts, vectors } = this.#model;
    const seeds: Seed[] = [];
    for (const [itemId, weight] of weights) {
      const row = texts.index.rowOf(itemId);
      if (!row) continue;
      const reason = (_: string, contribution: number) => ({ kind: 'similarTo', itemId, contribution }) as const;
      seeds.push({ weight, row: texts.asked(row), vector: vectors.items.of(itemId), reason });
    }
    return rankBySeeds({ texts, vectors: vectors.items }, seeds, { limit, allows, ...this.#settings });
  }

  #detailsOf({ reader, texts, vectors }: ContentModel): NonNullable<FitReport['details']> {
    return {
      fields: [...reader.fields.keys()],
      terms: texts.terms.length,
      language: reader.usual,
      ...(this.#embedder && { embedded: vectors.items.size, waiting: vectors.waiting }),
    };
  }
}
