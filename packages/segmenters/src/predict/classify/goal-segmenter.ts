import type {
  DataRequirement,
  FitContext,
  FitReport,
  Membership,
  Prediction,
  Segmenter,
  SegmenterRequest,
  Signal,
} from '@sintonia/spec';
import { SintoniaError } from '@sintonia/spec';
import { Timeline } from '../../features/timeline.js';
import { withRests } from '../../fitting/with-rests.js';
import { foretell, type GoalModel } from './goal-model.js';
import type { GoalSettings } from './goal-options.js';
import { packGoal, unpackGoal } from './goal-snapshot.js';
import { learnGoal } from './learn-goal.js';

/** How many contributions become reasons of a membership. */
const MOST_REASONS = 3;

/** How likely somebody reaches a goal, as a calibrated probability, from what they did and told. */
export class GoalSegmenter implements Segmenter {
  readonly name: string;
  readonly specVersion = 1;
  readonly segments: readonly string[];
  readonly dataRequirements: readonly DataRequirement[];
  readonly #settings: GoalSettings;
  readonly #types: ReadonlySet<string>;
  #model: GoalModel | undefined;
  #lacks = 'a fit';

  constructor(settings: GoalSettings) {
    this.#settings = settings;
    this.name = settings.name;
    this.segments = [settings.segment];
    this.#types = new Set(settings.features.signals);
    this.dataRequirements = [
      { measure: 'people', minimum: settings.minimumPeople, unit: 'people' },
      { measure: 'positives', minimum: settings.minimumPositives, unit: 'people' },
      { measure: 'negatives', minimum: settings.minimumPositives, unit: 'people' },
    ];
  }

  assign(request: SegmenterRequest): readonly Omit<Membership, 'segmenter'>[] {
    const found = this.#foretell(request);
    if (typeof found === 'string' || found.probability < this.#settings.threshold) return [];
    const { probability: confidence, contributions } = found;
    const reasons = contributions.slice(0, MOST_REASONS).map(({ feature, value, contribution }) => {
      return { measure: feature, value, contribution };
    });
    const itself = { measure: this.name, value: confidence, unit: 'probability' };
    return [{ segment: this.#settings.segment, confidence, reasons: [itself, ...reasons] }];
  }

  predict(request: SegmenterRequest): readonly Prediction[] {
    const found = this.#foretell(request);
    if (typeof found === 'string') return [{ name: this.name, outcome: 'insufficientData', lacks: found }];
    const { probability: value, contributions } = found;
    return [{ name: this.name, outcome: 'predicted', value, unit: 'probability', contributions }];
  }

  /** Too few people, or too few for whom it came true: the outcome is `insufficientData`, and nobody is in a segment. */
  async fit(context: FitContext): Promise<FitReport> {
    const { abort, now, seed } = context;
    let interactions = 0;
    const timelines = new Map<string, Timeline>();
    const traits = await this.#traits(context);
    const types = [...this.#types, this.#settings.hits.type];
    for await (const batch of withRests(context.signals({ types }), abort)) {
      for (const signal of batch) {
        const timeline = timelines.get(signal.person) ?? new Timeline(traits.get(signal.person) ?? {});
        if (!this.#note(signal, timeline)) continue;
        interactions++;
        timelines.set(signal.person, timeline);
      }
    }
    context.progress(0.3);
    const learnt = await asAborted(abort, () =>
      learnGoal({
        ...{ timelines: [...timelines.values()], now, seed, abort },
        ...{ settings: this.#settings, previous: this.#model },
        progress: (fraction) => context.progress(fraction),
      }),
    );
    const { model, lacks = '', details, drift } = learnt;
    this.#model = model;
    this.#lacks = lacks;
    context.progress(1);
    const report = { people: timelines.size, items: 0, interactions, ...(drift.length > 0 && { drift }) };
    return model
      ? { ...report, outcome: 'fitted', details }
      : { ...report, outcome: 'insufficientData', details: { ...details, lacks } };
  }

  snapshot(): Uint8Array | undefined {
    return this.#model && packGoal(this.name, this.#model);
  }

  restore(bytes: Uint8Array): void {
    this.#model = unpackGoal(this.name, bytes, this.#settings.features);
  }

  /** Or what is lacking. */
  #foretell({ profile, history, now }: SegmenterRequest) {
    if (!this.#model) return this.#lacks;
    const timeline = new Timeline(profile.traits);
    for (const signal of history.signals) this.#note(signal, timeline);
    const { goal } = this.#settings;
    if (!goal.asks(timeline, now)) return goal.lacks;
    return foretell(this.#model, { timeline, at: now });
  }

  /** Whether the signal has to do with features or the goal at all. */
  #note(signal: Signal, timeline: Timeline): boolean {
    const isHit = this.#settings.hits.has(signal);
    if (!isHit && !this.#types.has(signal.type)) return false;
    timeline.add(signal, isHit);
    return true;
  }

  async #traits({ profiles, abort }: FitContext): Promise<ReadonlyMap<string, Timeline['traits']>> {
    const found = new Map<string, Timeline['traits']>();
    if (this.#settings.features.traits.length === 0) return found;
    for await (const batch of withRests(profiles(), abort)) {
      for (const { person, traits } of batch) found.set(person, traits);
    }
    return found;
  }
}

/** @throws SINTONIA_ABORTED where that is why the work stopped. */
async function asAborted<Result>(abort: AbortSignal, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (abort.aborted) throw new SintoniaError('ABORTED', 'The fit was aborted.', { cause: error });
    throw error;
  }
}
