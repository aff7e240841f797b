import {
  brier,
  type CalibratedClassifier,
  learnClassifier,
  learnEncoder,
  permutationImportance,
  quality,
  reliability,
  rowOf,
  type Table,
} from '@sintonia/learners';
import type { Drift, JsonValue } from '@sintonia/spec';
import type { FeatureSettings } from '../../features/feature-options.js';
import { FeatureSet, type Moment } from '../../features/feature-set.js';
import type { Timeline } from '../../features/timeline.js';
import { mapWithRests } from '../../fitting/map-with-rests.js';
import { resting } from '../../fitting/resting.js';
import { sample } from '../../fitting/sample.js';
import { distributionOf } from '../drift/population-stability.js';
import { goalDrift } from './goal-drift.js';
import type { GoalModel } from './goal-model.js';
import type { GoalSettings } from './goal-options.js';

/** More people than this make a classifier slower, not better. */
const MOST_PEOPLE = 50_000;
/** To tell importances apart, fewer do. */
const MOST_FOR_IMPORTANCE = 1_000;
const REPEATS = 2;
const MOST_IMPORTANT = 10;

/** People at a moment whose next time is known. */
export interface Known {
  readonly moments: readonly Moment[];
  readonly labels: Uint8Array;
  readonly positives: number;
}

export interface LearntGoal {
  readonly model: GoalModel | undefined;
  readonly lacks?: string;
  readonly details: Readonly<Record<string, JsonValue>>;
  readonly drift: readonly Drift[];
}

export interface GoalTask {
  readonly timelines: readonly Timeline[];
  readonly now: number;
  readonly seed: number;
  readonly abort: AbortSignal;
  readonly settings: GoalSettings;
  readonly previous: GoalModel | undefined;
  progress(fraction: number): void;
}

/**
 * Learns from the time before the last one, is judged by the last one, whose people it has not seen as they were then, and then
 * learns from both.
 */
export async function learnGoal(task: GoalTask): Promise<LearntGoal> {
  const { timelines, now, seed, abort, settings, previous } = task;
  const { goal } = settings;
  const rest = resting(abort);
  const later = await knownAt(timelines, now - goal.within, settings, rest);
  const earlier = await knownAt(timelines, now - 2 * goal.within, settings, rest);
  const counted = { people: later.labels.length, positives: later.positives, trainedOn: earlier.labels.length };
  const drift = previous ? await goalDrift(previous, settings, later, now, rest) : [];
  const lacks = missingOf(earlier, settings) ?? missingOf(later, settings);
  if (lacks) return { model: undefined, lacks, details: counted, drift };

  const features = new FeatureSet(seenOf(timelines, settings.features));
  const kinds = features.kindsOf(later.moments);
  const columnsOf = async ({ moments }: Known) => {
    const rows = await mapWithRests(moments, (moment) => features.numbersAt(moment), rest);
    return features.columnsOf(moments, kinds, rows);
  };
  const learnt = await columnsOf(earlier);
  const encoder = learnEncoder(learnt);
  const options = { seed, signal: abort, recipes: settings.recipes };
  const progress = (from: number, to: number) => (fraction: number) => task.progress(from + (to - from) * fraction);
  const trained = encoder.encode(learnt);
  const trial = await learnClassifier(trained, earlier.labels, { ...options, progress: progress(0.3, 0.6) });
  const unseen = encoder.encode(await columnsOf(later));
  const judged = await judge(trial.classifier, unseen, later, encoder.sources, options);

  const both = joined(earlier, later);
  const table = encoder.encode(await columnsOf(both));
  const last = await learnClassifier(table, both.labels, { ...options, progress: progress(0.7, 1) });
  const model: GoalModel = {
    features,
    encoder,
    classifier: last.classifier,
    kinds,
    reference: encoder.names.map((_, column) => distributionOf(columnOf(unseen, column))),
    fittedAt: now,
  };
  const how = { recipe: last.recipe, calibration: last.calibration };
  return { model, details: { ...counted, ...how, ...judged }, drift };
}

/** Without the signal types that nobody has a signal of: they say nothing. */
function seenOf(timelines: readonly Timeline[], settings: FeatureSettings): FeatureSettings {
  const seen = new Set<string>();
  for (const timeline of timelines) for (const { type } of timeline.until(Infinity)) seen.add(type);
  return { ...settings, signals: settings.signals.filter((type) => seen.has(type)) };
}

/** What was known of everybody whom the goal asks about at a moment, and what then came. */
async function knownAt(
  timelines: readonly Timeline[],
  at: number,
  { goal }: GoalSettings,
  rest: () => Promise<void>,
): Promise<Known> {
  const asks = await mapWithRests(timelines, (timeline) => goal.asks(timeline, at), rest);
  const asked = timelines.filter((_, index) => asks[index]);
  const moments = sample(asked, MOST_PEOPLE).map((timeline) => ({ timeline, at }));
  const labels = Uint8Array.from(moments, ({ timeline }) => Number(goal.cameTrue(timeline, at)));
  return { moments, labels, positives: labels.reduce((sum, label) => sum + label, 0) };
}

function missingOf({ labels, positives }: Known, { minimumPeople, minimumPositives }: GoalSettings) {
  if (labels.length < minimumPeople) return `${minimumPeople} people, each followed for twice the time`;
  if (positives < minimumPositives) return `${minimumPositives} people for whom it came true`;
  if (labels.length - positives < minimumPositives) return `${minimumPositives} people for whom it did not come true`;
  return undefined;
}

const joined = (one: Known, other: Known): Known => ({
  moments: [...one.moments, ...other.moments],
  labels: Uint8Array.from([...one.labels, ...other.labels]),
  positives: one.positives + other.positives,
});

/** How good it was on people as it had not seen them. The baseline says the same of everybody: how often it came true before. */
async function judge(
  classifier: CalibratedClassifier,
  table: Table,
  { labels }: Known,
  groups: readonly string[],
  options: { readonly seed: number; readonly signal: AbortSignal },
): Promise<Readonly<Record<string, JsonValue>>> {
  const probabilities = Float64Array.from(labels, (_, row) => classifier.probability(rowOf(table, row)));
  const { auc, brier: score, logLoss, calibrationError } = quality(probabilities, labels);
  const rate = labels.reduce((sum, label) => sum + label, 0) / labels.length;
  const rows = Math.min(table.rows, MOST_FOR_IMPORTANCE);
  const some = { ...table, rows, values: table.values.slice(0, rows * table.names.length) };
  const importance = await permutationImportance(classifier, some, labels.slice(0, rows), {
    ...{ seed: options.seed, signal: options.signal, repeats: REPEATS },
    groups,
  });
  return {
    ...{ auc, brier: score, logLoss, ece: calibrationError },
    baseline: { rate, brier: brier(new Float64Array(labels.length).fill(rate), labels) },
    // As a plot takes it: `@sintonia/report` draws it as it is.
    reliability: reliability(probabilities, labels).map(({ promised, observed, rows }) => {
      return { predicted: promised, observed, people: rows };
    }),
    importance: importance.slice(0, MOST_IMPORTANT).map(({ group, loss }) => ({ feature: group, loss })),
  };
}

function columnOf({ names, rows, values }: Table, column: number): readonly number[] {
  return Array.from({ length: rows }, (_, row) => values[row * names.length + column] as number);
}
