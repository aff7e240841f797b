import type {
  Candidate,
  FitContext,
  FitEstimate,
  FitReport,
  FitSize,
  ItemsChange,
  Recommender,
  RecommenderRequest,
  Towards,
} from '@sintonia/spec';
import { CurrentModel } from '../catalog/current-model.js';
import { Pace } from '../pace.js';
import { type AttributesOptions, type AttributesSettings, readAttributesOptions } from './attribute-options.js';
import { AttributeSpace } from './attribute-space.js';
import { AttributesModel } from './attributes-model.js';
import { packAttributes, unpackAttributes } from './attributes-snapshot.js';
import { findAttributes } from './find-attributes.js';
import { recallOf } from './recall-of.js';
import { tasteRow } from './taste-row.js';

/**
 * What is like what the person took, by what items are (Gower, 1971, on ranks): also for items that nobody took yet. The score
 * says how much more alike an item is to the person's mix than items are on average, and each attribute has its part in it; what
 * is less so has one below 0, and what has nothing in common is not proposed.
 */
export class AttributesRecommender implements Recommender {
  readonly name = 'attributes';
  readonly specVersion = 1;
  readonly #settings: AttributesSettings;
  readonly #current = new CurrentModel<AttributesModel>();

  /** @throws SINTONIA_OPTION_INVALID that names the field. */
  constructor(options: AttributesOptions = {}) {
    this.#settings = readAttributesOptions(options);
  }

  async recommend({ history, limit, allows, towards }: RecommenderRequest): Promise<readonly Candidate[]> {
    await this.#current.ready;
    const model = this.#current.model;
    const taste = tasteRow(history, model?.index, this.#settings);
    if (!model || !taste) return [];
    return model.near(towards ? model.space.moved(taste, towards) : taste, limit, allows);
  }

  similar(itemId: string, limit: number, allows: (itemId: string) => boolean, towards?: Towards): readonly Candidate[] {
    const model = this.#current.model;
    const row = model?.index.rowOf(itemId);
    if (!model || !row) return [];
    const query = towards ? model.space.moved(row, towards) : row;
    return model.near(query, limit, (other) => other !== itemId && allows(other));
  }

  estimate({ items }: FitSize): FitEstimate {
    // Some twenty dimensions an item: as a row, in the scorer, and on the way from one to the other. Approximate ones have their zeros.
    return { bytes: (this.#settings.approximate ? 6_000 : 1_200) * items, work: 2_000 * items };
  }

  /** Without an attribute in which items differ the outcome is `insufficientData`. */
  async fit(context: FitContext): Promise<FitReport> {
    const pace = new Pace(context.abort);
    const items = await this.#current.items(context, pace);
    const space = AttributeSpace.learn(items, this.#settings.attributes ?? findAttributes(items));
    const isEnough = space.names.length > 0;
    const { approximate } = this.#settings;
    const model = isEnough ? await AttributesModel.of(space, items, pace, approximate) : undefined;
    const recall = model && approximate && (await recallOf(model.index, pace));
    await this.#current.use(model, pace);
    context.progress(1);
    const report = { people: 0, items: items.length, interactions: 0 };
    return isEnough
      ? { ...report, outcome: 'fitted', details: { attributes: [...space.names], ...(recall && { recall }) } }
      : { ...report, outcome: 'insufficientData', details: { lacks: 'attributes in which items differ' } };
  }

  itemsChanged(change: ItemsChange): Promise<void> {
    return this.#current.itemsChanged(change);
  }

  snapshot(): Uint8Array | undefined {
    return this.#current.model && packAttributes(this.name, this.#current.model);
  }

  restore(bytes: Uint8Array): void {
    this.#current.restore(unpackAttributes(this.name, bytes, this.#settings.approximate).model);
  }
}
