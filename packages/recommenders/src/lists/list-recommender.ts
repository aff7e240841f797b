import { ListScorer, type ScoredLists } from '@sintonia/kernels';
import {
  type Candidate,
  type FitContext,
  type FitEstimate,
  type FitReport,
  type FitSize,
  type Interaction,
  isSintoniaError,
  type JsonValue,
  type Recommender,
  type RecommenderRequest,
  SintoniaError,
} from '@sintonia/spec';
import { type Dataset, readDataset } from '../dataset/read-dataset.js';
import { type FitJob, fitJob } from '../fit-job.js';
import { invalidSnapshot } from '../snapshot/snapshot-bytes.js';
import type { ListModel } from './list-model.js';
import { ListRanking } from './list-ranking.js';
import { packLists, unpackLists } from './list-snapshot.js';
import { seedsOf } from './seeds.js';

/** What a family of models made of its data. */
export interface BuiltLists {
  /** Of as many rows and columns as there are items. */
  readonly lists: ScoredLists;
  /** For the report of the fit. */
  readonly details?: Readonly<Record<string, JsonValue>>;
}

/** How histories are read, in training and when asking. */
export interface ReadingSettings {
  readonly personLimit: number;
  readonly negativeShare: number;
  /** Whether `build` gets every interaction, too. Default: false. */
  readonly updatable?: boolean;
}

/**
 * A model that is, in the end, one list an item: score(j) = Σ over the person's items i of weight_i · s_ij. So whatever was
 * collected a moment ago counts at once, for known, new and anonymous people, and every point of a score has its reason. The
 * families differ in how they make the lists.
 */
export abstract class ListRecommender implements Recommender {
  abstract readonly name: string;
  readonly specVersion = 1;
  #ranking: ListRanking | undefined;

  protected constructor(private readonly reading: ReadingSettings) {}

  abstract estimate(size: FitSize): FitEstimate;

  /** Makes the lists. Not called where nobody took two items. */
  protected abstract build(dataset: Dataset, job: FitJob): Promise<BuiltLists>;

  recommend({ history, limit, allows }: RecommenderRequest): readonly Candidate[] {
    return this.#ranking?.rank(this.seeds(history), limit, allows) ?? [];
  }

  /** What each item of a history says. */
  protected seeds(history: readonly Interaction[]): ReadonlyMap<string, number> {
    const { personLimit, negativeShare } = this.reading;
    return seedsOf(history, personLimit, negativeShare);
  }

  similar(itemId: string, limit: number, allows: (itemId: string) => boolean): readonly Candidate[] {
    return this.#ranking?.similar(itemId, limit, allows) ?? [];
  }

  protected get model(): ListModel | undefined {
    return this.#ranking?.model;
  }

  protected replace(model: ListModel): void {
    this.#ranking = ListRanking.of(model);
  }

  /** Where nobody took two items there is nothing to learn: the outcome is `insufficientData`, and the model is empty. */
  async fit(context: FitContext): Promise<FitReport> {
    const job = fitJob(context);
    const dataset = await readDataset(context, this.reading.personLimit, job.pace, this.reading.updatable);
    const { people, itemIds, interactions, items } = dataset;
    const report = { people, items: itemIds.length, interactions };
    const together = dataset.offsets.some((end, row) => row > 0 && end - (dataset.offsets[row - 1] as number) > 1);
    const built = together ? await this.#built(dataset, job, context.abort) : undefined;
    const entries = built?.scorer.lists.indices.length ?? 0;
    job.pace.check();
    this.#ranking = built && entries > 0 ? new ListRanking(itemIds, built.scorer) : undefined;
    job.progress(1);
    if (entries === 0) {
      return { ...report, outcome: 'insufficientData', details: { lacks: 'people who took two items or more' } };
    }
    return { ...report, outcome: 'fitted', details: { pairs: items.length, entries, ...built?.details } };
  }

  snapshot(): Uint8Array | undefined {
    return this.#ranking && packLists(this.name, this.#ranking.model);
  }

  restore(bytes: Uint8Array): void {
    const model = unpackLists(this.name, bytes);
    try {
      this.#ranking = ListRanking.of(model);
    } catch (error) {
      if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
      throw invalidSnapshot(`Its lists contradict each other: ${error.message}`);
    }
  }

  async #built(dataset: Dataset, job: FitJob, abort: AbortSignal) {
    try {
      const { lists, details } = await this.build(dataset, job);
      return { scorer: await ListScorer.rounding(lists, abort), details };
    } catch (error) {
      // Kernels reject with the signal's own reason.
      if (abort.aborted && !isSintoniaError(error, 'ABORTED')) {
        throw new SintoniaError('ABORTED', 'The fit was aborted.', { cause: error });
      }
      throw error;
    }
  }
}
