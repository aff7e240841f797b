import { evaluate, type Split } from '@sintonia/recommenders';
import type { Item, Recommender, ReRanker } from '@sintonia/spec';

export const K = 20;
/** Enough to tell 1% of recall apart, few enough to wait for. */
const PEOPLE = 600;

export interface RecallQuestion {
  readonly split: Split;
  readonly items: readonly Item[];
  readonly rerankers?: readonly ReRanker[];
  /** Ranks these alone. Default: all items. */
  readonly among?: ReadonlySet<string>;
}

/** Recall@20, of at most 600 people. */
export async function recallOf(recommender: Recommender, { among, ...question }: RecallQuestion): Promise<number> {
  const asked = among === undefined ? recommender : onlyAmong(recommender, among);
  const { only } = await evaluate({ ...question, recommenders: { only: asked }, k: K, people: PEOPLE });
  return only?.recall.mean ?? Number.NaN;
}

/** What has learnt already, and shall not learn again. */
export function learnt(recommender: Recommender): Recommender {
  return { name: recommender.name, specVersion: 1, recommend: (request) => recommender.recommend(request) };
}

function onlyAmong(recommender: Recommender, items: ReadonlySet<string>): Recommender {
  const recommend: Recommender['recommend'] = (request) =>
    recommender.recommend({ ...request, allows: (itemId) => items.has(itemId) && request.allows(itemId) });
  return { name: recommender.name, specVersion: 1, recommend };
}
