import type { Interaction, PersonId, Recommender } from '@sintonia/spec';
import { mapMetrics, type RankingMetrics, rankingMetricNames, rankingMetrics } from './ranking-metrics.js';
import type { OrderedList } from './re-ranking.js';
import type { Split } from './split.js';

/** Lists and values of each person, in the order of `people`. */
export interface EvaluationRun {
  readonly lists: readonly (readonly string[])[];
  readonly values: { readonly [Metric in keyof RankingMetrics]: Float64Array };
}

/** Asks for a list of `k` for each person, of what they have not had, and measures it. */
export async function evaluationRun(
  recommender: Recommender,
  ask: {
    readonly people: readonly PersonId[];
    readonly histories: ReadonlyMap<PersonId, readonly Interaction[]>;
    readonly split: Split;
    readonly k: number;
    readonly seed: number;
    readonly reRank: OrderedList;
    readonly progress: (fraction: number) => void;
  },
): Promise<EvaluationRun> {
  const { people, histories, split, k, reRank } = ask;
  const values = mapMetrics(() => new Float64Array(people.length));
  const lists: string[][] = [];
  for (const [index, person] of people.entries()) {
    const history = histories.get(person) ?? [];
    const has = new Set(history.map(({ itemId }) => itemId));
    const now = history[0]?.timestamp ?? 0;
    const allows = (itemId: string) => !has.has(itemId);
    const candidates = await recommender.recommend({ person, history, limit: reRank.pool, allows, now });
    const sourced = candidates.map((candidate) => ({ ...candidate, source: recommender.name }));
    const ordered = reRank.order(sourced, { person, history, now, seed: ask.seed + index });
    const list = ordered.map(({ itemId }) => itemId);
    const metrics = rankingMetrics(list, split.test.get(person) as ReadonlySet<string>, k);
    for (const name of rankingMetricNames) values[name][index] = metrics[name];
    lists.push(list);
    if (index % 1_000 === 0) ask.progress(index / people.length);
  }
  return { lists, values };
}
