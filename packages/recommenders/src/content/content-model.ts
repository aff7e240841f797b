import type { Candidate, Item } from '@sintonia/spec';
import type { ItemModel } from '../catalog/current-model.js';
import type { Pace } from '../pace.js';
import type { ContentSettings } from './content-options.js';
import type { Embedder } from './embedder.js';
import { ItemReader } from './item-reader.js';
import { ItemVectors } from './item-vectors.js';
import { questionOf } from './question.js';
import { rankBySeeds } from './rank-by-seeds.js';
import type { Seed } from './seed.js';
import { findTextFields } from './text-fields.js';
import { TextIndex } from './text-index.js';
import { lengthOf } from './weighting.js';

type Allows = (itemId: string) => boolean;

/** So many items, at even distances, tell the usual language and the average length: more would not tell them better. */
const ASKED = 1_000;

/** What was learnt: how items are read, their terms, and their vectors as far as there are any. */
export class ContentModel implements ItemModel {
  readonly #settings: ContentSettings;

  constructor(
    settings: ContentSettings,
    readonly reader: ItemReader,
    readonly texts: TextIndex,
    readonly vectors: ItemVectors,
  ) {
    this.#settings = settings;
  }

  /** Learns from items in ascending order; asks for no vectors yet. @throws SINTONIA_ABORTED */
  static async of(
    items: readonly Item[],
    settings: ContentSettings,
    embedder: Embedder | undefined,
    pace: Pace,
    progress: (share: number) => void,
  ): Promise<ContentModel> {
    const reader = new ItemReader(settings, settings.fields ?? findTextFields(items));
    const step = Math.max(1, Math.floor(items.length / ASKED));
    const some = items.filter((_, at) => at % step === 0);
    await reader.learnUsual(some, pace);
    let length = 0;
    for (const item of some) {
      if (pace.due()) await pace.rest();
      length += lengthOf(reader.read(item));
    }
    const texts = new TextIndex(settings.weighting, length / Math.max(1, some.length));
    const model = new ContentModel(settings, reader, texts, new ItemVectors(embedder));
    for (const [at, item] of items.entries()) {
      if (pace.due()) await pace.rest();
      model.put(item);
      progress(at / items.length);
    }
    return model;
  }

  get isEmpty(): boolean {
    return this.texts.terms.length === 0 && this.vectors.items.size === 0;
  }

  /** Its terms count at once, its vector when it is there. */
  put(item: Item): void {
    this.texts.put(item.itemId, this.reader.read(item));
    this.vectors.put(item.itemId, this.reader.textOf(item));
  }

  remove(itemId: string): void {
    this.texts.remove(itemId);
    this.vectors.remove(itemId);
  }

  async settle(pace: Pace): Promise<void> {
    if (this.texts.index.wantsSealing) await this.seal(pace);
  }

  /** @throws SINTONIA_ABORTED */
  async seal(pace: Pace): Promise<void> {
    await this.texts.index.seal(pace);
    this.vectors.items.seal();
  }

  /** What is like some items, each by its weight. */
  near(weights: Iterable<readonly [string, number]>, limit: number, allows: Allows): readonly Candidate[] {
    const seeds: Seed[] = [];
    for (const [itemId, weight] of weights) {
      const row = this.texts.index.rowOf(itemId);
      if (!row) continue;
      const reason = (_: string, contribution: number) => ({ kind: 'similarTo', itemId, contribution }) as const;
      seeds.push({ weight, row: this.texts.asked(row), vector: this.vectors.items.of(itemId), reason });
    }
    return this.#rank(seeds, limit, allows);
  }

  /** What answers a question. */
  async answer(question: string, limit: number, allows: Allows): Promise<readonly Candidate[]> {
    const read = question.slice(0, this.#settings.mostCharacters);
    const seed = questionOf(this.reader, this.texts, read, await this.vectors.vectorOf(read));
    return this.#rank([seed], limit, allows);
  }

  #rank(seeds: readonly Seed[], limit: number, allows: Allows): readonly Candidate[] {
    const { queryTerms, embedShare } = this.#settings;
    return rankBySeeds({ texts: this.texts, vectors: this.vectors.items }, seeds, {
      ...{ limit, allows, queryTerms, embedShare },
    });
  }
}
