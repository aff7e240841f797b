import { expect, it } from 'vitest';
import { growOnce } from './grow-once.js';
import { growthModels } from './growth-order.js';

it.each(growthModels)('says what %s took, and what was expected', async (model) => {
  const grown = await growOnce({ model, data: { people: 30, items: 12, signals: 120 } });
  expect(grown.interactions).toBeGreaterThan(60);
  expect(grown.pairs).toBeGreaterThanOrEqual(grown.interactions);
  expect(grown.estimatedBytes).toBeGreaterThan(0);
  expect(grown.snapshotBytes).toBeGreaterThan(0);
});
