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
  type Towards,
} from '@sintonia/spec';
import {
  type AttributesOptions,
  type AttributesSettings,
  readAttributesOptions,
} from '../attributes/attribute-options.js';
import { findAttributes } from '../attributes/find-attributes.js';
import { CurrentModel } from '../catalog/current-model.js';
import { seedsOf } from '../lists/seeds.js';
import { Pace } from '../pace.js';
import { type Metric, type MetricName, metricNamed } from './metric.js';
import { MetricModel, type Scanned, type Seed } from './metric-model.js';
import { packMetric, unpackMetric } from './metric-snapshot.js';
import { RobustSpace } from './robust-space.js';

/** Every answer looks at all: with more items it would take longer than anybody waits. */
const MOST_ITEMS = 20_000;
/** Each of the person's items costs a look at all items. */
const PERSON_LIMIT = 50;

export interface MetricOptions extends AttributesOptions {
  readonly metric: MetricName;
}

/**
 * What is near to what the person took, by any distance of ml-distance, for small catalogues: score(j) = Σ over the person's items i of
 * w_i / (1 + d(i, j)), over Σ |w_i|. Each item that had a part in it is a reason.
 */
export class MetricRecommender implements Recommender {
  readonly name = 'attributes';
  readonly specVersion = 1;
  readonly #settings: AttributesSettings;
  readonly #metric: Metric;
  readonly #current = new CurrentModel<MetricModel>();

  /** @throws SINTONIA_OPTION_INVALID that names the field. */
  constructor({ metric, ...options }: MetricOptions) {
    this.#settings = readAttributesOptions({ personLimit: PERSON_LIMIT, ...options });
    this.#metric = metricNamed(metric);
  }

  async recommend({ history, limit, allows, towards }: RecommenderRequest): Promise<readonly Candidate[]> {
    await this.#current.ready;
    const model = this.#current.model;
    if (!model) return [];
    const { personLimit, negativeShare } = this.#settings;
    const weights = [...seedsOf(history, personLimit, negativeShare)].filter(([itemId]) => model.rowOf(itemId));
    const total = weights.reduce((sum, [, weight]) => sum + Math.abs(weight), 0);
    const seeds = weights.map(([itemId, weight]) => seedOf(model, itemId, weight / total, towards));
    if (seeds.length === 0) return [];
    const pace = new Pace(new AbortController().signal);
    const found: Scanned[] = [];
    for (const each of model.scan(seeds, allows)) {
      if (each) found.push(each);
      if (pace.due()) await pace.rest();
    }
    return model.best(found, limit, seeds);
  }

  similar(itemId: string, limit: number, allows: (itemId: string) => boolean, towards?: Towards): readonly Candidate[] {
    const model = this.#current.model;
    if (!model?.rowOf(itemId)) return [];
    const seeds = [seedOf(model, itemId, 1, towards)];
    const scanned = [...model.scan(seeds, (other) => other !== itemId && allows(other))];
    return model.best(
      scanned.filter((each) => each !== undefined),
      limit,
      seeds,
    );
  }

  /** @throws SINTONIA_MODEL_TOO_LARGE for more than 20,000 items. */
  estimate({ items }: FitSize): FitEstimate {
    assertSmall(items);
    return { bytes: 1_000 * items, work: 500 * items };
  }

  /**
   * Without an attribute in which items differ the outcome is `insufficientData`.
   *
   * @throws SINTONIA_MODEL_TOO_LARGE for more than 20,000 items, SINTONIA_ABORTED
   */
  async fit(context: FitContext): Promise<FitReport> {
    const pace = new Pace(context.abort);
    const items = await this.#current.items(context, pace);
    assertSmall(items.length);
    const space = RobustSpace.learn(items, this.#settings.attributes ?? findAttributes(items));
    const isEnough = space.names.length > 0;
    const model = new MetricModel(space, this.#metric);
    for (const item of items) {
      if (pace.due()) await pace.rest();
      model.put(item);
    }
    await this.#current.use(isEnough ? model : undefined, pace);
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
    return this.#current.model && packMetric(this.#current.model);
  }

  restore(bytes: Uint8Array): void {
    this.#current.restore(unpackMetric(bytes, this.#metric));
  }
}

function seedOf(model: MetricModel, itemId: string, weight: number, towards: Towards | undefined): Seed {
  const row = model.rowOf(itemId) as Float64Array;
  return { itemId, weight, row: towards ? model.space.moved(row, towards) : row };
}

function assertSmall(items: number): void {
  if (items <= MOST_ITEMS) return;
  throw new SintoniaError('MODEL_TOO_LARGE', `A metric by name is for at most ${MOST_ITEMS} items. Leave it out.`, {
    details: { items, most: MOST_ITEMS, take: 'attributes() without metric' },
  });
}
