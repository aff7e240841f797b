import { expect, it } from 'vitest';
import { EaseRecommender, ItemListsRecommender, SpectralRecommender } from '../index.js';
import { listShape } from './estimate-lists.js';

const gowalla = { people: 29_858, items: 40_981, interactions: 810_128 };

it('tells a bound where nothing was counted, and less where it was', () => {
  for (const recommender of [new ItemListsRecommender(), new SpectralRecommender()]) {
    const bound = recommender.estimate(gowalla);
    const counted = recommender.estimate({ ...gowalla, pairs: 600_000, squares: 30e6 });
    expect(counted.bytes).toBeLessThan(bound.bytes);
    expect(counted.work).toBeLessThan(bound.work);
    // Four times what the same number of items for everybody would be; Gowalla's own is 62.5 million.
    expect(bound.work).toBeGreaterThanOrEqual(recommender.estimate({ ...gowalla, squares: 62.5e6 }).work);
  }
});

it('takes lists for full where people have much, and for short where they have little', () => {
  const entries = (squares: number) =>
    listShape({ people: 1_000, items: 1_000, interactions: 50_000, squares }, 100).entries;
  expect(entries(1e9)).toBe(100_000);
  expect(entries(1e5)).toBeGreaterThan(20_000);
  expect(entries(1e5)).toBeLessThan(50_000);
  expect(entries(10)).toBeLessThanOrEqual(10);
});

it.each([
  [{ people: 0, items: 0, interactions: 0 }],
  [{ people: 1, items: 1, interactions: 1, pairs: 1, squares: 1 }],
  [{ people: 5, items: 0, interactions: 0, pairs: 0, squares: 0 }],
])('has an estimate for next to nothing: %j', (size) => {
  for (const recommender of [new ItemListsRecommender(), new SpectralRecommender(), new EaseRecommender()]) {
    const { bytes, work } = recommender.estimate(size);
    expect(bytes).toBeGreaterThan(0);
    expect(Number.isFinite(bytes) && Number.isFinite(work) && work >= 0).toBe(true);
  }
});
