import type {
  Candidate,
  FitContext,
  FitEstimate,
  FitReport,
  FitSize,
  ItemsChange,
  Recommender,
  RecommenderRequest,
} from '@sintonia/spec';
import { type BlendOptions, type BlendSettings, readBlendOptions } from './blend-options.js';
import { packBlend, unpackBlend } from './blend-snapshot.js';
import { askAll, type CreateSources, personalSources, ToldItems, tellAll } from './blend-sources.js';
import { alike, type BlendWeights, type WeightsByKind } from './blend-weights.js';
import { fuse, type SourceAnswer, weighBy } from './fuse.js';
import { learnWeights } from './learn-weights.js';

const FEWEST_CANDIDATES = 100;

/** What is in use: sources that have learnt, and how much each counts. */
interface Blend {
  readonly sources: readonly Recommender[];
  readonly weights: BlendWeights;
  /** What people had taken when it learnt. Empty where weights are given, as those are the same for all items. */
  readonly taken: ReadonlySet<string>;
}

/**
 * Several recommenders as one: each proposes, and an item's score is the weighted sum of what they say of it. Every fit learns in
 * sources of its own and swaps them in together, so that what is asked meanwhile is answered by the ones before.
 */
export class BlendRecommender implements Recommender {
  readonly name = 'blend';
  readonly specVersion = 1;
  readonly needs: NonNullable<Recommender['needs']>;
  readonly #settings: BlendSettings;
  readonly #create: () => readonly Recommender[];
  readonly #told = new ToldItems();
  #blend: Blend;
  /** Until sources that were restored know the items that those before were told of. */
  #ready: Promise<void> = Promise.resolve();

  /** @throws SINTONIA_OPTION_INVALID that names the field. */
  constructor(sources: CreateSources, options: BlendOptions = {}) {
    this.#create = () => personalSources(sources());
    const first = this.#create();
    this.#settings = readBlendOptions(
      options,
      first.map(({ name }) => name),
    );
    this.needs = [...new Set([...first.flatMap(({ needs = [] }) => needs), ...this.#settings.needs])];
    this.#blend = { sources: first, weights: this.#given(), taken: new Set() };
  }

  async recommend(request: RecommenderRequest): Promise<readonly Candidate[]> {
    await this.#ready;
    const { sources, weights } = this.#blend;
    const { depth, onError, segmentOf } = this.#settings;
    const limit = Math.max(FEWEST_CANDIDATES, Math.ceil(request.limit * depth));
    const answers = await askAll(sources, { ...request, limit }, onError);
    const segment = segmentOf(request);
    const chosen = (segment === undefined ? undefined : weights.bySegment.get(segment)) ?? weights.common;
    return this.#fuse(answers, chosen, request.limit);
  }

  similar(itemId: string, limit: number, allows: (itemId: string) => boolean): readonly Candidate[] {
    const { sources, weights } = this.#blend;
    const answers = sources.map((source) => ({
      source: source.name,
      candidates: source.similar?.(itemId, Math.max(FEWEST_CANDIDATES, limit), allows) ?? [],
    }));
    return this.#fuse(answers, weights.common, limit);
  }

  /** Everything is learnt one after the other, twice where weights are learned, but kept together. */
  estimate(size: FitSize): FitEstimate {
    const estimates = this.#blend.sources.map((source) => source.estimate?.(size) ?? { bytes: 0, work: 0 });
    const times = this.#settings.weights ? 1 : 2;
    return {
      bytes: estimates.reduce((sum, { bytes }) => sum + bytes, 0),
      work: times * estimates.reduce((sum, { work }) => sum + work, 0),
    };
  }

  /** The outcome is `insufficientData` only where no source learnt anything. */
  async fit(context: FitContext): Promise<FitReport> {
    const trialShare = this.#settings.weights ? 0 : 0.5;
    const part = (from: number, to: number): FitContext => ({
      ...context,
      progress: (fraction) => context.progress(from + (to - from) * fraction),
    });
    const { weights, taken, details } = this.#settings.weights
      ? { weights: this.#given(), taken: new Set<string>(), details: undefined }
      : await learnWeights(this.#create(), part(0, trialShare), this.#settings);
    const sources = this.#create();
    const reports: Record<string, FitReport> = {};
    for (const [index, source] of sources.entries()) {
      const share = (1 - trialShare) / sources.length;
      const from = trialShare + index * share;
      const report = await source.fit?.(part(from, from + share));
      if (report) reports[source.name] = report;
    }
    await tellAll(sources, this.#told.all, this.#settings.onError);
    this.#blend = { sources, weights, taken };
    this.#ready = Promise.resolve();
    context.progress(1);
    return reportOf(reports, weights, details);
  }

  async itemsChanged(change: ItemsChange): Promise<void> {
    this.#told.take(change);
    await this.#ready;
    await tellAll(this.#blend.sources, change, this.#settings.onError);
  }

  snapshot(): Uint8Array | undefined {
    return packBlend(this.#blend);
  }

  restore(bytes: Uint8Array): void {
    const sources = this.#create();
    const { weights, taken } = unpackBlend(bytes, sources);
    this.#blend = { sources, taken, weights: this.#settings.weights ? this.#given() : this.#withGiven(weights) };
    this.#ready = tellAll(sources, this.#told.all, this.#settings.onError);
    // Where `onError` itself throws: told to whoever waits, and until then nobody's.
    this.#ready.catch(() => undefined);
  }

  #fuse(answers: readonly SourceAnswer[], weights: WeightsByKind, limit: number): readonly Candidate[] {
    const { taken } = this.#blend;
    const weigh = weighBy(weights, (itemId) => taken.has(itemId));
    return fuse(answers, weigh, this.#settings).slice(0, limit);
  }

  #given(): BlendWeights {
    return { common: alike(this.#settings.weights ?? {}), bySegment: this.#settings.segmentWeights };
  }

  /** Given weights of segments go before learned ones. */
  #withGiven({ common, bySegment }: BlendWeights): BlendWeights {
    return { common, bySegment: new Map([...bySegment, ...this.#settings.segmentWeights]) };
  }
}

function reportOf(
  reports: Readonly<Record<string, FitReport>>,
  { common, bySegment }: BlendWeights,
  learning: FitReport['details'],
): FitReport {
  const all = Object.values(reports);
  const most = (count: 'people' | 'items' | 'interactions') => Math.max(0, ...all.map((report) => report[count]));
  const fitted = all.length === 0 || all.some(({ outcome }) => outcome === 'fitted');
  return {
    people: most('people'),
    items: most('items'),
    interactions: most('interactions'),
    outcome: fitted ? 'fitted' : 'insufficientData',
    details: {
      sources: Object.fromEntries(
        Object.entries(reports).map(([name, { outcome, details = {} }]) => [name, { outcome, ...details }]),
      ),
      weights: { ...common.known },
      ...(common.cold !== common.known && { coldWeights: { ...common.cold } }),
      ...(bySegment.size > 0 && {
        segmentWeights: Object.fromEntries([...bySegment].map(([name, { known }]) => [name, { ...known }])),
      }),
      ...(learning && { learning: { ...learning } }),
    },
  };
}
