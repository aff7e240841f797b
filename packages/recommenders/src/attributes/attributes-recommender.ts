import type {
  Candidate,
  FitContext,
  FitEstimate,
  FitReport,
  FitSize,
  Item,
  ItemsChange,
  PickReason,
  Recommender,
  RecommenderRequest,
  Towards,
} from '@sintonia/spec';
import { seedsOf } from '../lists/seeds.js';
import { Pace } from '../pace.js';
import { SparseIndex } from '../sparse/sparse-index.js';
import { overlap, type SparseRow, sumOfRows } from '../sparse/sparse-row.js';
import { type AttributesOptions, type AttributesSettings, readAttributesOptions } from './attribute-options.js';
import { AttributeSpace } from './attribute-space.js';
import { packAttributes, unpackAttributes } from './attributes-snapshot.js';
import { findAttributes } from './find-attributes.js';

/** What was learnt: the space, the items in it, and what they are like on average. */
export interface AttributesModel {
  readonly space: AttributeSpace;
  readonly index: SparseIndex;
  readonly mean: SparseRow;
}

/**
 * What is like what the person took, by what items are (Gower, 1971, on ranks): also for items that nobody took yet. The score
 * says how much more alike an item is to the person's mix than items are on average, and each attribute has its part in it; what
 * is less so has one below 0, and what has nothing in common is not proposed.
 */
export class AttributesRecommender implements Recommender {
  readonly name = 'attributes';
  readonly specVersion = 1;
  readonly #settings: AttributesSettings;
  /** What changed since, and outlasts every fit and restore: undefined for what is gone. */
  readonly #told = new Map<string, Item | undefined>();
  #model: AttributesModel | undefined;
  /** Until a restored model knows what was told before. */
  #ready: Promise<void> = Promise.resolve();

  /** @throws SINTONIA_OPTION_INVALID that names the field. */
  constructor(options: AttributesOptions = {}) {
    this.#settings = readAttributesOptions(options);
  }

  async recommend({ history, limit, allows, towards }: RecommenderRequest): Promise<readonly Candidate[]> {
    await this.#ready;
    const { personLimit, negativeShare } = this.#settings;
    const known: [SparseRow, number][] = [];
    let total = 0;
    for (const [itemId, weight] of seedsOf(history, personLimit, negativeShare)) {
      const row = this.#model?.index.rowOf(itemId);
      if (!row) continue;
      known.push([row, weight]);
      total += Math.abs(weight);
    }
    if (total === 0) return [];
    return this.#near(sumOfRows(known.map(([row, weight]) => [row, weight / total])), limit, allows, towards);
  }

  similar(itemId: string, limit: number, allows: (itemId: string) => boolean, towards?: Towards): readonly Candidate[] {
    const row = this.#model?.index.rowOf(itemId);
    return row ? this.#near(row, limit, (other) => other !== itemId && allows(other), towards) : [];
  }

  estimate({ items }: FitSize): FitEstimate {
    // Some twenty dimensions an item: as a row, in the scorer, and on the way from one to the other.
    return { bytes: 1_200 * items, work: 2_000 * items };
  }

  /** Without an attribute in which items differ the outcome is `insufficientData`. */
  async fit(context: FitContext): Promise<FitReport> {
    const pace = new Pace(context.abort);
    const items = new Map<string, Item>();
    for await (const page of context.items()) for (const item of page) items.set(item.itemId, item);
    for (const [itemId, item] of this.#told) {
      if (item) items.set(itemId, item);
      else items.delete(itemId);
    }
    const all = [...items.values()].sort((a, b) => (a.itemId < b.itemId ? -1 : 1));
    await pace.rest();
    const space = AttributeSpace.learn(all, this.#settings.attributes ?? findAttributes(all));
    const model = await modelOf(space, all, pace);
    // What was told while we learnt.
    await this.#tellAll(model, pace);
    this.#model = space.names.length > 0 ? model : undefined;
    this.#ready = Promise.resolve();
    context.progress(1);
    const report = { people: 0, items: all.length, interactions: 0 };
    return space.names.length > 0
      ? { ...report, outcome: 'fitted', details: { attributes: [...space.names] } }
      : { ...report, outcome: 'insufficientData', details: { lacks: 'attributes in which items differ' } };
  }

  async itemsChanged({ put, removed }: ItemsChange): Promise<void> {
    for (const item of put) this.#told.set(item.itemId, item);
    for (const itemId of removed) this.#told.set(itemId, undefined);
    await this.#ready;
    const pace = new Pace(new AbortController().signal);
    const model = this.#model;
    if (!model) return;
    for (const item of put) {
      if (pace.due()) await pace.rest();
      place(model, item);
    }
    for (const itemId of removed) model.index.remove(itemId);
    if (model.index.wantsSealing) await model.index.seal(pace);
  }

  snapshot(): Uint8Array | undefined {
    return this.#model && packAttributes(this.name, this.#model);
  }

  restore(bytes: Uint8Array): void {
    const model = unpackAttributes(this.name, bytes);
    const pace = new Pace(new AbortController().signal);
    this.#model = model;
    this.#ready = this.#tellAll(model, pace).then(() => model.index.seal(pace));
  }

  async #tellAll(model: AttributesModel, pace: Pace): Promise<void> {
    for (const [itemId, item] of this.#told) {
      if (pace.due()) await pace.rest();
      if (item) place(model, item);
      else model.index.remove(itemId);
    }
  }

  #near(
    wanted: SparseRow,
    limit: number,
    allows: (itemId: string) => boolean,
    towards: Towards | undefined,
  ): readonly Candidate[] {
    const { space, index, mean } = this.#model as AttributesModel;
    const query = towards ? space.moved(wanted, towards) : wanted;
    const candidates: Candidate[] = [];
    for (const { itemId } of index.search(query, limit, allows)) {
      const reasons = reasonsOf(space, query, index.rowOf(itemId) as SparseRow, mean);
      const score = reasons.reduce((sum, { contribution }) => sum + contribution, 0);
      if (reasons.length > 0) candidates.push({ itemId, score, reasons });
    }
    return candidates.sort((a, b) => b.score - a.score || (a.itemId < b.itemId ? -1 : 1));
  }
}

async function modelOf(space: AttributeSpace, items: readonly Item[], pace: Pace): Promise<AttributesModel> {
  const index = new SparseIndex();
  const rows: SparseRow[] = [];
  for (const item of items) {
    if (pace.due()) await pace.rest();
    const row = space.rowOf(item);
    rows.push(row);
    index.put(item.itemId, row);
  }
  await index.seal(pace);
  return { space, index, mean: sumOfRows(rows.map((row) => [row, 1 / rows.length])) };
}

/** Where an item belongs now. One that has not changed is left where it is. */
function place({ space, index }: AttributesModel, item: Item): void {
  const row = space.rowOf(item);
  const before = index.rowOf(item.itemId);
  if (!before || !isSame(row, before)) index.put(item.itemId, row);
}

function isSame(one: SparseRow, other: SparseRow): boolean {
  return (
    one.dimensions.length === other.dimensions.length &&
    one.dimensions.every((dimension, at) => dimension === other.dimensions[at]) &&
    one.weights.every((weight, at) => weight === other.weights[at])
  );
}

/** By attribute and value what speaks for an item, less what speaks for any item; the strongest first. */
function reasonsOf(space: AttributeSpace, query: SparseRow, row: SparseRow, mean: SparseRow): PickReason[] {
  const parts = new Map<string, { value: string; strongest: number; contribution: number }>();
  const partOf = (dimension: number) => {
    const { attribute, value } = space.dimension(dimension);
    const part = parts.get(attribute) ?? { value, strongest: 0, contribution: 0 };
    parts.set(attribute, part);
    return { part, value };
  };
  overlap(query, row, (dimension, weight, own) => {
    const { part, value } = partOf(dimension);
    part.contribution += weight * own;
    if (weight * own > part.strongest) Object.assign(part, { value, strongest: weight * own });
  });
  overlap(query, mean, (dimension, weight, usual) => {
    partOf(dimension).part.contribution -= weight * usual;
  });
  return [...parts]
    .filter(([, { contribution }]) => contribution !== 0)
    .map(([attribute, { value, contribution }]) => ({ kind: 'attribute' as const, attribute, value, contribution }))
    .sort((a, b) => b.contribution - a.contribution || (a.attribute < b.attribute ? -1 : 1));
}
