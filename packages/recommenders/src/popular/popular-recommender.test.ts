import { DAY, type Interaction } from '@sintonia/spec';
import { fitContext } from '@sintonia/testing';
import { expect, it } from 'vitest';
import { PopularRecommender } from './popular-recommender.js';

const NOW = Date.UTC(2026, 0, 1);
const take = (person: string, itemId: string, days = 0, weight = 1): Interaction => ({
  person,
  itemId,
  type: 'Order Completed',
  weight,
  timestamp: NOW - days * DAY,
});

async function list(interactions: readonly Interaction[], options = {}) {
  const recommender = new PopularRecommender(options);
  await recommender.fit(fitContext({ now: NOW, interactions }));
  return recommender.recommend({ person: 'ana', history: [], limit: 10, now: NOW, allows: () => true });
}

it('counts people, not purchases', async () => {
  const wholesaler = Array.from({ length: 50 }, () => take('wholesaler', 'bulk'));
  const picks = await list([...wholesaler, take('a', 'mug'), take('b', 'mug')]);
  expect(picks).toEqual([
    { itemId: 'mug', score: 2, reasons: [{ kind: 'popular', people: 2, contribution: 2 }] },
    { itemId: 'bulk', score: 1, reasons: [{ kind: 'popular', people: 1, contribution: 1 }] },
  ]);
});

it('halves what lies a half-life back', async () => {
  const [pick] = await list([take('a', 'mug', 90), take('b', 'mug', 180)]);
  expect(pick?.score).toBeCloseTo(0.75, 10);
});

it('counts everybody the same with an infinite half-life', async () => {
  const picks = await list([take('a', 'mug', 900), take('b', 'pot', 1)], { halfLifeDays: Infinity });
  expect(picks.map(({ itemId, score }) => [itemId, score])).toEqual([
    ['mug', 1],
    ['pot', 1],
  ]);
});

it('does not count who gave it back', async () => {
  expect(await list([take('a', 'mug', 2), take('a', 'mug', 1, -1)])).toEqual([]);
});
