import type { Interaction, Item, PersonId, Recommender, ReRanker } from '@sintonia/spec';
import { bootstrapMean, type Estimate, pairedDifference } from './bootstrap.js';
import { type EvaluationRun, evaluationRun } from './evaluation-run.js';
import { historiesOf, peopleByItem } from './histories.js';
import { intraListDistance, type ListMetrics, listMetrics, miscalibration } from './list-metrics.js';
import { mapMetrics, type RankingMetrics } from './ranking-metrics.js';
import { reRanking } from './re-ranking.js';
import type { Split } from './split.js';
import { trainingContext } from './training-context.js';

export interface EvaluateOptions {
  readonly split: Split;
  /** To compare, by name. They are fitted here, on the training part only. The first is compared with each other. */
  readonly recommenders: Readonly<Record<string, Recommender>>;
  /** The catalogue, for recommenders and re-rankers that look at what items are like. Default: empty. */
  readonly items?: readonly Item[];
  /** Order every list before it is measured, as an engine has it, one after the other. Default: none. */
  readonly rerankers?: readonly ReRanker[];
  /** Length of the lists. 1 to 1,000. Default: 20. */
  readonly k?: number;
  /** Seed of models and bootstrap. Default: 1. */
  readonly seed?: number;
  /** Tests at most so many people, evenly spread over their sorted ids. Default: all. */
  readonly people?: number;
  /** Reports every ranking metric for each segment, too. */
  readonly segmentOf?: (person: PersonId) => string;
  /** For intra-list distance: 0 (the same) to 1 (nothing in common). */
  readonly distance?: (itemId: string, other: string) => number;
  /** For calibration. */
  readonly categoriesOf?: (itemId: string) => readonly string[];
  readonly abort?: AbortSignal;
  /** @param fraction 0 to 1, of all models together. */
  readonly progress?: (fraction: number) => void;
}

type Estimates = { readonly [Metric in keyof RankingMetrics]: Estimate };

export interface Evaluation extends Estimates {
  /** How many people had something to find. */
  readonly people: number;
  readonly lists: ListMetrics & { readonly intraListDistance?: number; readonly miscalibration?: number };
  /** By segment, the means. */
  readonly segments?: Readonly<Record<string, RankingMetrics & { readonly people: number }>>;
  /** How much better the first recommender is than this one, person by person. Absent for the first. */
  readonly firstIsBetterBy?: Estimates;
}

/**
 * Asks recommenders for lists of what each person does not have yet, and measures them against what the person took later. Same
 * split and seed give the same report.
 *
 * @throws what `fit` throws.
 */
export async function evaluate(options: EvaluateOptions): Promise<Readonly<Record<string, Evaluation>>> {
  const { split, k = 20, seed = 1, items = [], rerankers = [] } = options;
  const histories = historiesOf(split.train);
  const people = sampleOf([...split.test.keys()].sort(), options.people ?? Number.POSITIVE_INFINITY);
  const peopleOf = peopleByItem(histories);
  const reRank = reRanking(rerankers, items, k);
  const evaluations: Record<string, Evaluation> = {};
  let first: EvaluationRun | undefined;
  const names = Object.keys(options.recommenders);
  for (const [index, name] of names.entries()) {
    const progress = (fraction: number) => options.progress?.((index + fraction) / names.length);
    const recommender = options.recommenders[name] as Recommender;
    await recommender.fit?.(
      trainingContext({ train: split.train, items, seed, abort: options.abort, progress: (f) => progress(f / 2) }),
    );
    if (items.length > 0) await recommender.itemsChanged?.({ put: items, removed: [] });
    const run = await evaluationRun(recommender, {
      ...{ people, histories, split, k, seed, reRank },
      progress: (f) => progress((1 + f) / 2),
    });
    evaluations[name] = {
      ...estimatesOf(run.values, seed),
      people: people.length,
      lists: { ...listMetrics(run.lists, peopleOf, histories.size), ...itemMetrics(run, people, histories, options) },
      ...(options.segmentOf ? { segments: bySegment(run, people, options.segmentOf) } : {}),
      ...(first ? { firstIsBetterBy: differences(first, run, seed) } : {}),
    };
    first ??= run;
  }
  return evaluations;
}

/** Evenly spread over the sorted ids, so that the same people are drawn whatever the recommenders. */
function sampleOf(people: readonly PersonId[], most: number): readonly PersonId[] {
  if (people.length <= most) return people;
  return Array.from({ length: most }, (_, index) => people[Math.floor((index * people.length) / most)] as PersonId);
}

function itemMetrics(
  run: EvaluationRun,
  people: readonly PersonId[],
  histories: ReadonlyMap<PersonId, readonly Interaction[]>,
  { distance, categoriesOf }: EvaluateOptions,
): { intraListDistance?: number; miscalibration?: number } {
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const ownOf = (index: number) => (histories.get(people[index] as PersonId) ?? []).map(({ itemId }) => itemId);
  return {
    ...(distance ? { intraListDistance: mean(run.lists.map((list) => intraListDistance(list, distance))) } : {}),
    ...(categoriesOf
      ? { miscalibration: mean(run.lists.map((list, index) => miscalibration(ownOf(index), list, categoriesOf))) }
      : {}),
  };
}

function bySegment(run: EvaluationRun, people: readonly PersonId[], segmentOf: (person: PersonId) => string) {
  const places = new Map<string, number[]>();
  for (const [index, person] of people.entries()) {
    const segment = segmentOf(person);
    const theirs = places.get(segment);
    if (theirs) theirs.push(index);
    else places.set(segment, [index]);
  }
  return Object.fromEntries(
    [...places].sort().map(([segment, indices]) => {
      const meanOf = (values: Float64Array) =>
        indices.reduce((sum, at) => sum + (values[at] as number), 0) / indices.length;
      return [segment, { people: indices.length, ...mapMetrics((name) => meanOf(run.values[name])) }];
    }),
  );
}

const estimatesOf = (values: EvaluationRun['values'], seed: number): Estimates =>
  mapMetrics((name) => bootstrapMean(values[name], seed));

const differences = (first: EvaluationRun, other: EvaluationRun, seed: number): Estimates =>
  mapMetrics((name) => pairedDifference(first.values[name], other.values[name], seed));
