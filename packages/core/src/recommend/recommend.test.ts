import { DAY, type Item, type Plugin, type Recommender } from '@sintonia/spec';
import { fakeRecommender } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { coded, testEngine } from '../test-engine.fixture.js';

const ana = { userId: 'ana' };

function recommending(...recommenders: Recommender[]): Plugin {
  return { name: 'recommending', specVersion: 1, recommenders };
}

async function shop(...items: (string | Item)[]) {
  const entries = items.map((item) => (typeof item === 'string' ? { itemId: item } : item));
  const plugins = [recommending(fakeRecommender({ itemIds: entries.map(({ itemId }) => itemId) }))];
  const all = await testEngine({ plugins });
  await all.engine.catalog.put(entries);
  const listFor = async (request: object = {}) =>
    (await all.engine.recommend({ ...ana, ...request })).picks.map(({ itemId }) => itemId);
  return { ...all, listFor };
}

describe('the fallback chain', () => {
  it('asks recommenders in their order, each filling up what is missing', async () => {
    const { engine } = await testEngine({
      plugins: [
        recommending(
          fakeRecommender({ name: 'first', itemIds: ['a', 'b'] }),
          fakeRecommender({ name: 'second', itemIds: ['b', 'c', 'd'] }),
          fakeRecommender({ name: 'third', itemIds: ['e'] }),
        ),
      ],
    });
    const { picks } = await engine.recommend({ ...ana, limit: 4 });
    expect(picks.map(({ itemId, source }) => [itemId, source])).toEqual([
      ['a', 'first'],
      ['b', 'first'],
      ['c', 'second'],
      ['d', 'second'],
    ]);
    const chosen = await engine.recommend({ ...ana, sources: ['third', 'first'] });
    expect(chosen.picks.map(({ itemId }) => itemId)).toEqual(['e', 'a', 'b']);
    await expect(engine.recommend({ ...ana, sources: ['first', 'fourth'] })).rejects.toMatchObject(
      coded('RECOMMENDER_UNKNOWN', 'sources[1]'),
    );
  });

  it('goes on without a recommender that throws', async () => {
    const broken = { ...fakeRecommender({ name: 'broken' }), recommend: () => Promise.reject(new Error('bug')) };
    const { engine, errors } = await testEngine({
      plugins: [recommending(broken, fakeRecommender({ itemIds: ['a'] }))],
    });
    expect((await engine.recommend(ana)).picks).toMatchObject([{ itemId: 'a', source: 'fake' }]);
    expect(errors).toMatchObject([{ where: 'recommender broken' }]);
  });
});

describe('a list leaves out', () => {
  it('what the person has, but for what one takes again', async () => {
    const { engine, listFor } = await shop('mug', 'pot', { itemId: 'tea', repeatable: true });
    await engine.collect([
      { ...ana, type: 'Order Completed', itemId: 'mug' },
      {
        ...ana,
        type: 'Order Completed',
        properties: { products: [{ product_id: 'tea' }, { product_id: 'x'.repeat(999) }] },
      },
      { ...ana, type: 'Product Viewed', itemId: 'pot' },
    ]);
    expect(await listFor()).toEqual(['pot', 'tea']);
    expect(await listFor({ includeSeen: true })).toEqual(['mug', 'pot', 'tea']);
  });

  it('what was dismissed: for good, or "not now" for 30 days', async () => {
    const { engine, testClock, listFor } = await shop('mug', 'pot', 'tea');
    await engine.feedback({ ...ana, itemId: 'mug', kind: 'dismissed' });
    await engine.feedback({ ...ana, itemId: 'pot', kind: 'dismissed', because: 'notNow' });
    expect(await listFor()).toEqual(['tea']);
    expect(await listFor({ includeSeen: true })).toEqual(['tea']);
    testClock.advance(30 * DAY - 1);
    expect(await listFor()).toEqual(['tea']);
    testClock.advance(1);
    expect(await listFor()).toEqual(['pot', 'tea']);
  });

  it('what cannot be had, at once', async () => {
    const { engine, listFor } = await shop('mug', { itemId: 'pot', available: false }, 'tea', 'cup');
    expect(await listFor()).toEqual(['mug', 'tea', 'cup']);
    await engine.catalog.put([{ itemId: 'mug', available: false }, { itemId: 'pot' }]);
    await engine.catalog.remove(['tea']);
    expect(await listFor()).toEqual(['pot', 'cup']);
  });

  it('what the caller excludes', async () => {
    const { listFor } = await shop('mug', 'pot', 'tea');
    expect(await listFor({ exclude: ['mug', 'tea'] })).toEqual(['pot']);
  });
});

it('asOf hides what happened since, and logs no exposure', async () => {
  const { engine, testClock, listFor } = await shop('mug', 'pot');
  const asOf = testClock.advance(DAY);
  await engine.collect({ ...ana, type: 'Order Completed', itemId: 'mug', timestamp: asOf - 1 });
  await engine.collect({ ...ana, type: 'Order Completed', itemId: 'pot', timestamp: asOf });
  expect(await listFor({ asOf })).toEqual(['pot']);
  expect(await listFor({ asOf: asOf - 1 })).toEqual(['mug', 'pot']);
  expect((await engine.privacy.export(ana)).entries.exposure).toEqual([]);
});

it.each<[object, string, string]>([
  [{ limit: 0 }, 'INPUT_INVALID', 'limit'],
  [{ lmit: 3 }, 'OPTION_INVALID', 'lmit'],
  [{ limit: 1_001 }, 'INPUT_INVALID', 'limit'],
  [{ limit: 2.5 }, 'INPUT_INVALID', 'limit'],
  [{ exclude: 'mug' }, 'INPUT_INVALID', 'exclude'],
  [{ exclude: Array(10_001).fill('mug') }, 'INPUT_TOO_LARGE', 'exclude'],
  [{ sources: 'fake' }, 'INPUT_INVALID', 'sources'],
  [{ asOf: 'soon' }, 'INPUT_INVALID', 'asOf'],
  [{ userId: undefined }, 'PERSON_MISSING', 'userId'],
])('%j is refused', async (request, code, field) => {
  const { engine } = await shop('mug');
  await expect(engine.recommend({ ...ana, ...request })).rejects.toMatchObject(coded(code, field));
});

it('an unknown item has no similar ones, and says so', async () => {
  const { engine } = await shop('mug');
  await expect(engine.similar({ itemId: 'pot' })).rejects.toMatchObject(coded('ITEM_UNKNOWN', 'itemId'));
  await expect(engine.similar(undefined as never)).rejects.toMatchObject(coded('INPUT_INVALID', 'request'));
  expect(await engine.similar({ itemId: 'mug' })).toEqual([]);
});
