import type { FitContext, Recommender } from '@sintonia/spec';
import { expect, it } from 'vitest';
import { memoryStore } from '../store/memory-store.js';
import { everythingIn, testEngine } from '../test-engine.fixture.js';

/** Proposes whatever anybody took. */
function whatever(): Recommender {
  let itemIds: string[] = [];
  return {
    name: 'whatever',
    specVersion: 1,
    async fit({ interactions }: FitContext) {
      const met = new Set<string>();
      for await (const batch of interactions()) for (const { itemId } of batch) met.add(itemId);
      itemIds = [...met].sort();
      const outcome = met.size > 0 ? 'fitted' : 'insufficientData';
      return { people: met.size, items: met.size, interactions: met.size, outcome };
    },
    recommend: ({ allows, limit }) =>
      itemIds
        .filter(allows)
        .slice(0, limit)
        .map((itemId) => ({ itemId, score: 1, reasons: [{ kind: 'popular', people: 1, contribution: 1 }] })),
    snapshot: () => (itemIds.length > 0 ? new TextEncoder().encode(JSON.stringify(itemIds)) : undefined),
    restore(bytes) {
      itemIds = JSON.parse(new TextDecoder().decode(bytes));
    },
  };
}

const plugin = () => ({ name: 'whatever', specVersion: 1 as const, recommenders: [whatever()] });

it('a model that has too little to learn from after an erasure does not come back with a restart', async () => {
  const store = memoryStore();
  const options = { store, fitting: 'manual' as const };
  const first = await testEngine({ ...options, plugins: [plugin()] });
  await first.engine.collect([{ type: 'Order Completed', userId: 'ana', itemId: 'secret' }]);
  await first.engine.fit();
  await first.engine.privacy.erase({ userId: 'ana' });
  const reports = await first.engine.fit();
  expect(reports.whatever).toMatchObject({ outcome: 'insufficientData' });
  expect(await everythingIn(store, ['model', 'model-part'])).not.toContain('secret');

  const again = await testEngine({ ...options, plugins: [plugin()] });
  expect((await again.engine.recommend({ userId: 'ben', limit: 5 })).picks).toEqual([]);
});
