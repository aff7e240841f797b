import { denseOf, estimateFactorise, estimateVectorIndex, factorise } from '@sintonia/kernels';
import {
  type Candidate,
  type FitContext,
  type FitEstimate,
  type FitReport,
  type FitSize,
  type Interaction,
  isSintoniaError,
  type Recommender,
  type RecommenderRequest,
  SintoniaError,
} from '@sintonia/spec';
import { csrOf, itemDegrees, personDegrees } from '../dataset/degrees.js';
import { estimateReading } from '../dataset/estimate-reading.js';
import { type Dataset, readDataset } from '../dataset/read-dataset.js';
import { type FitJob, fitJob } from '../fit-job.js';
import { seedsOf } from '../lists/seeds.js';
import { pool } from '../pool.js';
import type { FactorsModel } from './factors-model.js';
import { type FactorsOptions, type FactorsSettings, readFactorsOptions } from './factors-options.js';
import { FactorsRanking } from './factors-ranking.js';
import { packFactors, unpackFactors } from './factors-snapshot.js';

/** What V8 takes to make the kernels fast, which are more and larger than those of lists: measured on Node 20. */
const FAST_CODE = 14 * 2 ** 20;

/**
 * Implicit alternating least squares: a vector for every item, one for every person found when asked, so that newcomers and the last
 * click count at once. For vectors of items and people (look-alikes, clusters); lists foretell better on most data.
 *
 * Sources: Hu, Koren & Volinsky, *Collaborative filtering for implicit feedback datasets* (2008); Rendle, Krichene, Zhang & Koren,
 * *Revisiting the performance of iALS on item recommendation benchmarks* (2021): its objective, and λ by how much there is.
 */
export class FactorsRecommender implements Recommender {
  readonly name = 'factors';
  readonly specVersion = 1;
  readonly #settings: FactorsSettings;
  #ranking: FactorsRanking | undefined;

  /** @throws SINTONIA_OPTION_INVALID that names the field. */
  constructor(options: FactorsOptions = {}) {
    this.#settings = readFactorsOptions(options);
  }

  recommend({ history, limit, allows }: RecommenderRequest): readonly Candidate[] {
    return this.#ranking?.rank(this.#taste(history), limit, allows) ?? [];
  }

  similar(itemId: string, limit: number, allows: (itemId: string) => boolean): readonly Candidate[] {
    return this.#ranking?.similar(itemId, limit, allows) ?? [];
  }

  /** The vector of whoever has this history, whether known, new or anonymous. Undefined without an item that is known. */
  foldIn(history: readonly Interaction[]): Float32Array | undefined {
    return this.#ranking?.vectorOf(this.#taste(history));
  }

  /** The vector of an item. Undefined for an unknown one. */
  itemVector(itemId: string): Float32Array | undefined {
    return this.#ranking?.itemVector(itemId);
  }

  estimate(size: FitSize): FitEstimate {
    const { people, items, interactions, pairs = interactions } = size;
    const { iterations } = this.#settings;
    const rank = rankFor(people, items, this.#settings.rank);
    const shape = { rows: people, columns: items, entries: pairs };
    const learning = FAST_CODE + estimateFactorise(shape, { rank }, pool().threads);
    const keeping = 8 * items * rank + 2 * estimateVectorIndex(items, rank, this.#settings.quantised);
    const bytes = estimateReading(size, learning + keeping);
    const work = iterations * (16 * rank * pairs + 6 * rank ** 2 * (people + items) + 18 * rank ** 3);
    return { bytes, work };
  }

  /** Where nobody took two items there is nothing to learn: the outcome is `insufficientData`, and the model is empty. */
  async fit(context: FitContext): Promise<FitReport> {
    const job = fitJob(context);
    const dataset = await readDataset(context, this.#settings.personLimit, job.pace);
    const { people, itemIds, interactions, items } = dataset;
    const together = personDegrees(dataset).some((degree) => degree > 1);
    const model = together ? await this.#learnt(dataset, job, context.abort) : undefined;
    job.pace.check();
    this.#ranking = model && new FactorsRanking(model, this.#settings.quantised);
    job.progress(1);
    const report = { people, items: itemIds.length, interactions };
    return model
      ? { ...report, outcome: 'fitted', details: { pairs: items.length, rank: model.rank } }
      : { ...report, outcome: 'insufficientData', details: { lacks: 'people who took two items or more' } };
  }

  snapshot(): Uint8Array | undefined {
    return this.#ranking && packFactors(this.#ranking.model);
  }

  restore(bytes: Uint8Array): void {
    this.#ranking = new FactorsRanking(unpackFactors(bytes), this.#settings.quantised);
  }

  #taste(history: readonly Interaction[]): ReadonlyMap<string, number> {
    const { personLimit, negativeShare } = this.#settings;
    const taste = seedsOf(history, personLimit, negativeShare);
    // As in learning: an item is taken or not, however often.
    return new Map([...taste].map(([itemId, weight]) => [itemId, weight > 0 ? 1 : -negativeShare]));
  }

  async #learnt(dataset: Dataset, job: FitJob, abort: AbortSignal): Promise<FactorsModel> {
    const { implicitWeight, regularisation, iterations } = this.#settings;
    const { people, itemIds } = dataset;
    const rank = rankFor(people, itemIds.length, this.#settings.rank);
    const lambdas = (degrees: Uint32Array, others: number) =>
      Float32Array.from(degrees, (degree) => regularisation * (degree + implicitWeight * others));
    try {
      const { columns } = await factorise(pool(), csrOf(dataset), {
        ...job.work(0, 1),
        rank,
        iterations,
        implicitWeight,
        rowRegularisation: lambdas(personDegrees(dataset), itemIds.length),
        columnRegularisation: lambdas(itemDegrees(dataset), people),
        seed: job.seed >>> 0,
      });
      // As f32 they lie elsewhere: the memory of the work, where people's vectors are too, can go.
      const { values: vectors } = await denseOf(columns, abort);
      return { itemIds, rank, implicitWeight, regularisation, vectors };
    } catch (error) {
      // Kernels reject with the signal's own reason.
      if (!abort.aborted || isSintoniaError(error, 'ABORTED')) throw error;
      throw new SintoniaError('ABORTED', 'The fit was aborted.', { cause: error });
    }
  }
}

const rankFor = (people: number, items: number, rank: number) => Math.max(1, Math.min(rank, people, items));
