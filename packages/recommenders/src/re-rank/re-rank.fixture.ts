import type { Interaction, Item, JsonObject, ReRanker, ReRankRequest, SourcedCandidate } from '@sintonia/spec';

/** Candidates `a`, `b`, `c`… with falling scores, and a catalogue with their attributes. */
export function ranked(attributes: readonly JsonObject[], request: Partial<ReRankRequest> = {}) {
  const items: readonly Item[] = attributes.map((each, index) => ({
    itemId: String.fromCharCode(97 + index),
    attributes: each,
  }));
  const catalog = new Map(items.map((item) => [item.itemId, item]));
  const candidates = items.map(({ itemId }, index): SourcedCandidate => {
    const score = 1 - index / (2 * items.length);
    return { itemId, score, source: 'test', reasons: [{ kind: 'trending', contribution: score }] };
  });
  const asked: ReRankRequest = {
    person: 'ana',
    limit: 10,
    history: [],
    itemOf: (itemId) => catalog.get(itemId),
    context: {},
    now: 0,
    seed: 1,
    ...request,
  };
  return { candidates, request: asked, catalog };
}

export function took(itemId: string, weight = 1): Interaction {
  return { person: 'ana', itemId, type: 'Content Played', weight, timestamp: 0 };
}

export function idsOf(list: readonly SourcedCandidate[]): string {
  return list.map(({ itemId }) => itemId).join('');
}

export const genres = (...names: string[]) => names.map((genre) => ({ genre }));

export const order = (reranker: ReRanker, { candidates, request }: ReturnType<typeof ranked>) =>
  reranker.rerank(candidates, request);
