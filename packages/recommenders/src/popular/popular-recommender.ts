import {
  assertKnownOptions,
  type Candidate,
  DAY,
  type FitContext,
  type FitReport,
  type Recommender,
  type RecommenderRequest,
} from '@sintonia/spec';
import { readDataset } from '../dataset/read-dataset.js';
import { Pace } from '../pace.js';
import { readOption } from '../read-option.js';
import { learnPopularity } from './learn-popularity.js';
import { packPopularity, unpackPopularity } from './popular-snapshot.js';
import type { PopularityModel } from './popularity-model.js';

export interface PopularOptions {
  /** Days after which a person's taking an item counts half. Above 0; `Infinity` counts everybody the same. Default: 90. */
  readonly halfLifeDays?: number;
  /** Of a person with more items than this, only the most recent count. 1 to 100,000. Default: 2,000. */
  readonly personLimit?: number;
}

/**
 * What many different people took lately: score(j) = Σ over the people who took j of ½^(days since they last did / half-life).
 * People, not purchases, so that one wholesaler makes no best-seller. The same for everybody, and said so (`impersonal`).
 */
export class PopularRecommender implements Recommender {
  readonly name = 'popular';
  readonly specVersion = 1;
  readonly impersonal = true;
  readonly #halfLife: number;
  readonly #personLimit: number;
  #model: PopularityModel | undefined;

  /** @throws SINTONIA_OPTION_INVALID that names the field. */
  constructor(options: PopularOptions = {}) {
    assertKnownOptions(options, ['halfLifeDays', 'personLimit']);
    this.#halfLife = readOption(options, 'halfLifeDays', 90, { min: 0.01, max: Infinity }) * DAY;
    this.#personLimit = readOption(options, 'personLimit', 2_000, { min: 1, max: 100_000, whole: true });
  }

  recommend({ limit, allows }: RecommenderRequest): readonly Candidate[] {
    const candidates: Candidate[] = [];
    const model = this.#model;
    for (let place = 0; model && place < model.itemIds.length && candidates.length < limit; place++) {
      const itemId = model.itemIds[place] as string;
      const score = model.scores[place] as number;
      const people = model.people[place] as number;
      if (allows(itemId))
        candidates.push({ itemId, score, reasons: [{ kind: 'popular', people, contribution: score }] });
    }
    return candidates;
  }

  /** Without a single item taken the outcome is `insufficientData`, and the model is empty. */
  async fit(context: FitContext): Promise<FitReport> {
    const pace = new Pace(context.abort);
    const dataset = await readDataset(context, this.#personLimit, pace);
    const model = await learnPopularity(dataset, { now: context.now, halfLife: this.#halfLife }, pace);
    context.progress(1);
    this.#model = model;
    const { itemIds, people, interactions } = dataset;
    const report = { people, items: itemIds.length, interactions };
    return model
      ? { ...report, outcome: 'fitted' }
      : { ...report, outcome: 'insufficientData', details: { lacks: 'people who took an item' } };
  }

  snapshot(): Uint8Array | undefined {
    return this.#model && packPopularity(this.#model);
  }

  restore(bytes: Uint8Array): void {
    this.#model = unpackPopularity(bytes);
  }
}
