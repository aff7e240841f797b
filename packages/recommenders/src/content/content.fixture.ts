import type { Interaction, Item } from '@sintonia/spec';
import { fitContext } from '@sintonia/testing';
import type { ContentOptions } from './content-options.js';
import { ContentRecommender } from './content-recommender.js';

export const NOW = Date.UTC(2025, 0);
export const all = () => true;

/** Items of a title, or of a title and other fields. */
export function itemsOf(texts: Readonly<Record<string, string | Readonly<Record<string, string>>>>): Item[] {
  return Object.entries(texts).map(([itemId, text]) => {
    if (typeof text === 'string') return { itemId, title: text };
    const { title, ...attributes } = text;
    return { itemId, title, attributes };
  });
}

export const took = (itemId: string, weight = 1): Interaction => ({
  person: 'ana',
  itemId,
  type: 'Order Completed',
  weight,
  timestamp: NOW,
});

export async function fittedTo(items: readonly Item[], options: ContentOptions = {}) {
  const recommender = new ContentRecommender(options);
  const report = await recommender.fit(fitContext({ items, now: NOW }));
  const list = (history: readonly Interaction[], limit = 20) => {
    const has = new Set(history.map(({ itemId }) => itemId));
    return recommender.recommend({
      ...{ person: 'ana', history, limit, now: NOW },
      allows: (itemId) => !has.has(itemId),
    });
  };
  const similar = (itemId: string) => recommender.similar(itemId, 20, all).map((each) => each.itemId);
  const found = async (text: string) => (await recommender.search(text, 20)).map(({ itemId }) => itemId);
  return { recommender, report, list, similar, found };
}
