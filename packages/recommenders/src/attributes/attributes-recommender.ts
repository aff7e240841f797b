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
import { readDataset } from '../dataset/read-dataset.js';
import { Pace } from '../pace.js';
import { type SparseRow, sumOfRows } from '../sparse/sparse-row.js';
import { packRows, unpackRows } from '../sparse/sparse-rows-sections.js';
import { type AttributesOptions, type AttributesSettings, readAttributesOptions } from './attribute-options.js';
import { AttributeSpace } from './attribute-space.js';
import { AttributesModel } from './attributes-model.js';
import { packAttributes, unpackAttributes } from './attributes-snapshot.js';
import { findAttributes } from './find-attributes.js';
import { learnDemand } from './learn-demand.js';
import { tasteRow } from './taste-row.js';

/** Whoever took more is no one person. */
const MOST_OF_A_PERSON = 2_000;

/**
 * What is like what the person took, by what items are (Gower, 1971, on ranks): also for items that nobody took yet. The score
 * says how much more alike an item is to the person's mix than items are on average, and each attribute has its part in it; what
 * is less so has one below 0, and what has nothing in common is not proposed. With `demandShare` each attribute also counts for how many
 * people take such items.
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
    const query = towards ? model.space.moved(taste, towards) : taste;
    const { demandShare } = this.#settings;
    return model.near(
      demandShare > 0
        ? sumOfRows([
            [query, 1],
            [model.demand, demandShare],
          ])
        : query,
      limit,
      allows,
    );
  }

  similar(itemId: string, limit: number, allows: (itemId: string) => boolean, towards?: Towards): readonly Candidate[] {
    const model = this.#current.model;
    const row = model?.index.rowOf(itemId);
    if (!model || !row) return [];
    const query = towards ? model.space.moved(row, towards) : row;
    return model.near(query, limit, (other) => other !== itemId && allows(other));
  }

  estimate({ items }: FitSize): FitEstimate {
    // Some twenty dimensions an item: as a row, where it is searched, and on the way from one to the other.
    return { bytes: 1_500 * items, work: 2_000 * items };
  }

  /** Without an attribute in which items differ the outcome is `insufficientData`. */
  async fit(context: FitContext): Promise<FitReport> {
    const pace = new Pace(context.abort);
    const items = await this.#current.items(context, pace);
    const space = AttributeSpace.learn(items, this.#settings.attributes ?? findAttributes(items));
    const isEnough = space.names.length > 0;
    const { demandShare } = this.#settings;
    const alike = isEnough ? await AttributesModel.of(space, items, pace) : undefined;
    const model = alike && demandShare > 0 ? alike.withDemand(await demandOf(alike, context, pace)) : alike;
    await this.#current.use(model, pace);
    context.progress(1);
    const report = { people: 0, items: items.length, interactions: 0 };
    return isEnough
      ? { ...report, outcome: 'fitted', details: { attributes: [...space.names] } }
      : { ...report, outcome: 'insufficientData', details: { lacks: 'attributes in which items differ' } };
  }

  itemsChanged(change: ItemsChange): Promise<void> {
    return this.#current.itemsChanged(change);
  }

  snapshot(): Uint8Array | undefined {
    const { model } = this.#current;
    return model && packAttributes(this.name, model, ...packRows([model.demand]));
  }

  restore(bytes: Uint8Array): void {
    const { model, others } = unpackAttributes(this.name, bytes);
    const [demand] = unpackRows(others, 1);
    this.#current.restore(demand ? model.withDemand(demand) : model);
  }
}

async function demandOf({ index }: AttributesModel, context: FitContext, pace: Pace): Promise<SparseRow> {
  return learnDemand(index, await readDataset(context, MOST_OF_A_PERSON, pace), pace);
}
