import {
  type Candidate,
  DAY,
  type FitContext,
  type FitEstimate,
  type FitReport,
  type FitSize,
  type Recommender,
  type RecommenderRequest,
} from '@sintonia/spec';
import { fitJob } from '../fit-job.js';
import { readOption } from '../read-option.js';
import { Buckets } from './buckets.js';
import { buildTrends } from './build-trends.js';
import type { Rise } from './rise.js';
import type { TrendsModel } from './trends-model.js';
import { readTrendsOptions, type TrendsOptions, type TrendsSettings } from './trends-options.js';
import { packTrends, unpackTrends } from './trends-snapshot.js';

/** How many rises are told. */
export interface RisingOptions {
  /** 1 to 100,000. Default: 20. */
  readonly limit?: number;
  /** Only those of one kind. Default: all. */
  readonly kind?: Rise['kind'];
  /** Only those in a group. Default: among everybody, and in all groups. */
  readonly segment?: string;
}

/** Room that V8 takes to read a stream of whatever length. */
const YOUNG = 30 * 2 ** 20;
/** What a review of some thirty words leaves behind, and the steps to read it: measured. */
const BYTES_A_TEXT = 1_500;
const WORK_A_TEXT = 100_000;

/**
 * What is rising at the moment in what people write and do: items of which they suddenly take more than their share, and items that go
 * with a term of which they suddenly speak. By windows that end now, against the same times of the weeks before, corrected for all that was
 * looked at (Kulldorff, *Prospective time periodic geographical disease surveillance using a scan statistic*, 2001; Benjamini & Hochberg,
 * 1995). A burst fades by its half-life and ends with its window. The same for everybody, unless there are groups.
 */
export class TrendsRecommender implements Recommender {
  readonly name = 'trends';
  readonly specVersion = 1;
  readonly impersonal: boolean;
  readonly needs: readonly 'profile'[];
  readonly #settings: TrendsSettings;
  #model: TrendsModel | undefined;

  /** @throws SINTONIA_OPTION_INVALID that names the field. */
  constructor(options: TrendsOptions = {}) {
    this.#settings = readTrendsOptions(options);
    this.impersonal = this.#settings.segmentOf === undefined;
    this.needs = this.impersonal ? [] : ['profile'];
  }

  recommend({ limit, allows, now, profile }: RecommenderRequest): readonly Candidate[] {
    const model = this.#model;
    if (!model) return [];
    const { segmentOf, halfLifeDays } = this.#settings;
    const age = Math.max(0, now - model.now);
    if (age >= this.#buckets(model.now).size * this.#settings.window) return [];
    const segment = (profile && segmentOf?.(profile)) ?? null;
    const [, list] = model.lists.find(([each]) => each === segment) ?? model.lists[0] ?? [];
    const candidates: Candidate[] = [];
    const left = 2 ** (-age / (halfLifeDays * DAY));
    for (const candidate of list ?? []) {
      if (candidates.length === limit) break;
      if (allows(candidate.itemId)) candidates.push(faded(candidate, left));
    }
    return candidates;
  }

  /** What rose when it last learnt, the strongest first. @throws SINTONIA_OPTION_INVALID that names the field. */
  rising(options: RisingOptions = {}): readonly Rise[] {
    const limit = readOption(options, 'limit', 20, { min: 1, max: 100_000, whole: true });
    const { kind, segment } = options;
    return (this.#model?.rises ?? [])
      .filter(
        (rise) => (kind === undefined || rise.kind === kind) && (segment === undefined || rise.segment === segment),
      )
      .slice(0, limit);
  }

  /** As if every interaction came with a text: a size tells nothing of texts. */
  estimate({ people, items, interactions }: FitSize): FitEstimate {
    const { weeks } = this.#settings;
    const buckets = this.#buckets(0).week * (weeks + 1);
    return {
      bytes: YOUNG + 100 * people + (200 + 8 * buckets) * items + BYTES_A_TEXT * interactions,
      work: WORK_A_TEXT * interactions + 20 * buckets * items,
    };
  }

  /** With less than two weeks before the longest window the outcome is `insufficientData`, and nothing rises. */
  async fit(context: FitContext): Promise<FitReport> {
    const job = fitJob(context);
    const buckets = this.#buckets(context.now);
    const { log, model, looked } = await buildTrends(context, this.#settings, buckets, job);
    job.pace.check();
    job.progress(1);
    this.#model = model;
    const { people, items, interactions, texts, future } = log;
    const report = { people, items, interactions };
    const details = { texts, looked, rising: model?.rises.length ?? 0, ...(future > 0 && { future }) };
    return model
      ? { ...report, outcome: 'fitted', details }
      : { ...report, outcome: 'insufficientData', details: { ...details, lacks: 'two weeks before what is new' } };
  }

  snapshot(): Uint8Array | undefined {
    return this.#model && packTrends(this.#model);
  }

  restore(bytes: Uint8Array): void {
    this.#model = unpackTrends(bytes);
  }

  #buckets(now: number): Buckets {
    const { bucket, window, weeks } = this.#settings;
    return new Buckets(now, bucket, window, weeks);
  }
}

function faded({ itemId, score, reasons }: Candidate, left: number): Candidate {
  return {
    itemId,
    score: score * left,
    reasons: reasons.map((reason) => ({ ...reason, contribution: reason.contribution * left })),
  };
}
