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
import { CurrentModel } from '../catalog/current-model.js';
import { fitJob } from '../fit-job.js';
import { seedsOf } from '../lists/seeds.js';
import { ContentModel } from './content-model.js';
import { type ContentOptions, type ContentSettings, readContentOptions } from './content-options.js';
import { packContent, unpackContent } from './content-snapshot.js';
import { Embedder } from './embedder.js';

/** How much of a fit reading is, where vectors are asked for, too. */
const READING = 0.4;

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
  readonly #current = new CurrentModel<ContentModel>();
  /** Until what was told has its vectors. */
  #embedding: Promise<void> = Promise.resolve();

  /** @throws SINTONIA_OPTION_INVALID that names the field. */
  constructor(options: ContentOptions = {}) {
    this.#settings = readContentOptions(options);
    const { embed, embedBatch } = this.#settings;
    this.#embedder = embed && new Embedder(embed, embedBatch);
  }

  async recommend({ history, limit, allows }: RecommenderRequest): Promise<readonly Candidate[]> {
    await this.#current.ready;
    const { personLimit, negativeShare } = this.#settings;
    return this.#current.model?.near(seedsOf(history, personLimit, negativeShare), limit, allows) ?? [];
  }

  similar(itemId: string, limit: number, allows: (itemId: string) => boolean): readonly Candidate[] {
    return this.#current.model?.near([[itemId, 1]], limit, (other) => other !== itemId && allows(other)) ?? [];
  }

  /**
   * Items whose texts answer a question, by falling score; the reason `text` names the words that were found. The question is read
   * in every language. Nothing is found by words that nobody wrote, unless `embed` knows what they mean.
   *
   * @param limit at most so many
   * @param allows whether an item may be shown. Default: all.
   * @throws SINTONIA_INPUT_INVALID for a question that is no text; SINTONIA_PLUGIN_INVALID as `fit`
   */
  async search(
    question: string,
    limit: number,
    allows: (itemId: string) => boolean = () => true,
  ): Promise<readonly Candidate[]> {
    if (typeof question !== 'string') {
      throw new SintoniaError('INPUT_INVALID', 'question must be a text.', { field: 'question' });
    }
    await this.#current.ready;
    return (await this.#current.model?.answer(question, limit, allows)) ?? [];
  }

  /**
   * Some sixty words an item: as a row, in the scorer, and on the way from one to the other. With vectors, of a thousand numbers
   * each, twice.
   */
  estimate({ items }: FitSize): FitEstimate {
    return { bytes: (this.#embedder ? 12_000 : 4_000) * items, work: 200_000 * items };
  }

  /**
   * Without an item that has a text the outcome is `insufficientData`. `details` says which fields were read, in which language
   * where nothing told, and how many items have a vector or wait for one: those go by their terms alone.
   *
   * @throws SINTONIA_PLUGIN_INVALID when `embed` gives what is no list of vectors.
   */
  async fit(context: FitContext): Promise<FitReport> {
    const { pace, progress } = fitJob(context);
    const items = await this.#current.items(context, pace);
    const model = await ContentModel.of(items, this.#settings, this.#embedder, pace, (share) =>
      progress(READING * share),
    );
    await model.vectors.learn(context.abort, (share) => progress(READING + (1 - READING) * share));
    await pace.rest();
    await model.seal(pace);
    await this.#current.use(model.isEmpty ? undefined : model, pace);
    this.#embedder?.keepOnly(new Set(model.vectors.keys.values()));
    this.#embedLater();
    progress(1);
    const report = { people: 0, items: items.length, interactions: 0 };
    return model.isEmpty
      ? { ...report, outcome: 'insufficientData', details: { lacks: 'items with text' } }
      : { ...report, outcome: 'fitted', details: this.#detailsOf(model) };
  }

  async itemsChanged(change: ItemsChange): Promise<void> {
    await this.#current.itemsChanged(change);
    this.#embedLater();
  }

  /** Resolves when what was told has its vectors, or waits for the next fit. Questions don't wait: meanwhile terms alone count. */
  async settled(): Promise<void> {
    await this.#current.ready;
    await this.#embedding;
  }

  snapshot(): Uint8Array | undefined {
    return this.#current.model && packContent(this.name, this.#current.model, this.#settings);
  }

  restore(bytes: Uint8Array): void {
    this.#current.restore(unpackContent(this.name, bytes, this.#settings, this.#embedder));
    this.#embedLater();
  }

  /** What fails waits for the next fit, which says so. */
  #embedLater(): void {
    if (!this.#embedder) return;
    const { signal } = new AbortController();
    this.#embedding = Promise.all([this.#embedding, this.#current.ready])
      .then(() => this.#current.model?.vectors.learn(signal, () => {}))
      .catch(() => {});
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
