import type { Plugin } from '@sintonia/spec';
import { fakeRecommender } from '@sintonia/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coded, testEngine } from '../test-engine.fixture.js';

const ana = { userId: 'ana' };
const named = (count: number) => Array.from({ length: count }, (_, index) => `item-${index}`);

function listing(itemIds: () => readonly string[]): Plugin {
  const recommender = fakeRecommender();
  const recommend: typeof recommender.recommend = (request) =>
    fakeRecommender({ itemIds: itemIds() }).recommend(request);
  return { name: 'listing', specVersion: 1, recommenders: [{ ...recommender, recommend }] };
}

describe('the pages of a list', () => {
  it('hold everything, and nothing twice, however the list changes between them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 40 }),
        fc.array(fc.integer({ min: 1, max: 15 }), { minLength: 1 }),
        fc.infiniteStream(fc.nat()),
        async (count, sizes, chance) => {
          const all = named(count);
          const draw = () => chance.next().value as number;
          const shuffled = () => all.map((item) => [draw(), item] as const).sort((a, b) => a[0] - b[0]);
          const { engine } = await testEngine({ plugins: [listing(() => shuffled().map(([, item]) => item))] });
          const seen: string[] = [];
          let after: string | undefined;
          for (let page = 0; page === 0 || after !== undefined; page++) {
            const limit = sizes[page % sizes.length] as number;
            const { picks, next } = await engine.recommend({ ...ana, limit, after });
            expect(next === undefined).toBe(picks.length < limit);
            seen.push(...picks.map(({ itemId }) => itemId));
            after = next;
          }
          expect(seen.sort()).toEqual([...all].sort());
        },
      ),
      { numRuns: 30 },
    );
  });

  it('end after 1,000 items', async () => {
    const { engine } = await testEngine({ plugins: [listing(() => named(1_200))] });
    const first = await engine.recommend({ ...ana, limit: 900 });
    const second = await engine.recommend({ ...ana, limit: 100, after: first.next });
    expect(second.picks[0]?.itemId).toBe('item-900');
    expect((await engine.recommend({ ...ana, limit: 101, after: first.next })).next).toBeUndefined();
    expect((await engine.recommend({ ...ana, limit: 1, after: second.next })).next).toBeUndefined();
  });

  it.each([['abc'], ['<script>'], ['x'.repeat(8_008)], [7]])('do not begin at %j', async (after) => {
    const { engine } = await testEngine();
    await expect(engine.recommend({ ...ana, after: after as never })).rejects.toMatchObject(
      coded('INPUT_INVALID', 'after'),
    );
  });
});

it('a short list says what kept items out', async () => {
  const items = named(6);
  const { engine } = await testEngine({ plugins: [listing(() => items)] });
  await engine.catalog.put(items.map((itemId, index) => ({ itemId, available: index > 0, attributes: { index } })));
  await engine.collect({ ...ana, type: 'Order Completed', itemId: 'item-1' });
  await engine.feedback({ ...ana, itemId: 'item-2', kind: 'dismissed' });
  const where = { attribute: 'index', atLeast: 5 } as const;
  const { picks, keptOut } = await engine.recommend({ ...ana, exclude: ['item-5'], where });
  expect(picks).toEqual([]);
  expect(keptOut).toEqual({ unavailable: 1, had: 1, dismissed: 1, excluded: 1, filtered: 2 });
  expect(await engine.recommend({ ...ana, limit: 3 })).not.toHaveProperty('keptOut');
});
