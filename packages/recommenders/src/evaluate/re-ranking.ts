import type { Item, ReRanker, ReRankRequest, SourcedCandidate } from '@sintonia/spec';

/** How candidates become a list, and how many it is chosen from. */
export interface OrderedList {
  readonly pool: number;
  order(
    candidates: readonly SourcedCandidate[],
    request: Pick<ReRankRequest, 'person' | 'history' | 'now' | 'seed'>,
  ): readonly SourcedCandidate[];
}

/** Re-rankers one after the other, as an engine has them. Without any, lists stay as they come. */
export function reRanking(rerankers: readonly ReRanker[], items: readonly Item[], limit: number): OrderedList {
  const catalog = new Map(items.map((item) => [item.itemId, item]));
  const itemOf = (itemId: string) => catalog.get(itemId);
  return {
    pool: Math.max(limit, ...rerankers.map((each) => each.pool?.(limit) ?? limit)),
    order: (candidates, request) =>
      rerankers
        .reduce((list, each) => each.rerank(list, { ...request, limit, itemOf, context: {} }), candidates)
        .slice(0, limit),
  };
}
