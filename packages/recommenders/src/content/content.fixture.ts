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

export const english = itemsOf({
  runner: { title: 'Running shoes', description: 'Light shoes for running on the road and for long races' },
  trail: { title: 'Trail shoe', description: 'A shoe for those who run in the mountains, with a strong sole' },
  sandal: { title: 'Leather sandals', description: 'For the beach and for the city in the summer' },
  kettle: { title: 'Steel kettle', description: 'It boils a litre of water in three minutes' },
  teapot: { title: 'Porcelain teapot', description: 'For tea, with room for a litre of boiling water' },
});

export const spanish = itemsOf({
  zapato: { title: 'Zapato de piel', description: 'Un zapato elegante para la oficina y para las fiestas' },
  zapatos: { title: 'Zapatos rojos', description: 'Los zapatos de moda para este otoño, cómodos y ligeros' },
  lampara: { title: 'Lámpara de mesa', description: 'Una lámpara para leer por la noche en tu habitación' },
  lamparas: { title: 'Lamparas de techo', description: 'Luces para el salón y para la cocina de tu casa' },
});

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
