import { expect, it } from 'vitest';
import { growOnce } from './grow-once.js';
import { shares } from './growth.js';
import { growthModels } from './growth-order.js';

it.each(growthModels)('says what %s took, and what was expected', async (model) => {
  const grown = await growOnce({ model, data: { people: 30, items: 12, signals: 120 } });
  expect(grown.interactions).toBeGreaterThan(60);
  expect(grown.pairs).toBeGreaterThanOrEqual(grown.interactions);
  expect(grown.estimatedBytes).toBeGreaterThan(0);
  expect(grown.snapshotBytes).toBeGreaterThan(0);
});

it('grows by half a power of ten a step', () => {
  expect(shares(1e7).map((share) => Math.round(1e7 * share))).toEqual([
    100_000, 316_228, 1_000_000, 3_162_278, 10_000_000,
  ]);
  expect(shares(40)).toHaveLength(3);
});
