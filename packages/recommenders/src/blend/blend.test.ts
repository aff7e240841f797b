import type { Candidate, Plugin, Recommender, RecommenderRequest } from '@sintonia/spec';
import { fakeRecommender, fitContext, generateInteractions, recommenderSuite } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { attributes } from '../attributes/attributes.js';
import { CatalogRecommender } from '../catalog/catalog-recommender.js';
import { ease } from '../ease/ease.js';
import { itemLists } from '../item-lists/item-lists.js';
import { blend } from './blend.js';
import type { BlendOptions } from './blend-options.js';
import { BlendRecommender } from './blend-recommender.js';

recommenderSuite('a blend', { create: () => new BlendRecommender(() => [itemLists()]) });
recommenderSuite('a weighted blend with learned weights', {
  create: () => new BlendRecommender(() => [itemLists(), ease()], { method: 'weighted', weights: 'learned' }),
});

function listing(name: string, itemIds: readonly string[], more: Partial<Recommender> = {}): Plugin {
  const recommender = { ...fakeRecommender({ name, itemIds, impersonal: false }), ...more };
  return { name, specVersion: 1, recommenders: [recommender] };
}

const asking = (request: Partial<RecommenderRequest> = {}): RecommenderRequest => ({
  person: 'ana',
  history: [],
  limit: 10,
  allows: () => true,
  now: 0,
  ...request,
});
const idsOf = (list: readonly Candidate[]) => list.map(({ itemId }) => itemId).join('');

describe('a blend', () => {
  it('weighs sources by segment', async () => {
    const options: BlendOptions = {
      weights: { two: 0 },
      segmentWeights: { vip: { one: 0 } },
      segmentOf: ({ memberships }) => memberships?.[0]?.segment,
      needs: ['memberships'],
    };
    const recommender = new BlendRecommender(() => [listing('one', ['a']), listing('two', ['b'])], options);
    expect(recommender.needs).toEqual(['memberships']);
    const memberships = [{ segmenter: 'rules', segment: 'vip', confidence: 1, reasons: [] }];
    expect(idsOf(await recommender.recommend(asking()))).toBe('a');
    expect(idsOf(await recommender.recommend(asking({ memberships })))).toBe('b');
  });

  it('goes on without a source that fails, and reports it', async () => {
    const failed: string[] = [];
    const broken = listing('broken', [], { recommend: () => Promise.reject(new Error('bug')) });
    const recommender = new BlendRecommender(() => [broken, listing('one', ['a'])], {
      onError: (source) => void failed.push(source),
    });
    expect(idsOf(await recommender.recommend(asking()))).toBe('a');
    expect(failed).toEqual(['broken']);
  });

  it('learns which source to trust', async () => {
    const interactions = [...generateInteractions({ people: 300, items: 120, count: 9_000, seed: 7 })];
    const shuffled = Array.from({ length: 120 }, (_, at) => `item-${(at * 37) % 120}`);
    const recommender = new BlendRecommender(() => [itemLists(), listing('noise', shuffled)], { weights: 'learned' });
    const report = await recommender.fit(fitContext({ interactions }));
    const weights = report.details?.weights as Record<string, number>;
    expect(report.details?.learning).toMatchObject({ slice: 'temporal', learned: true });
    expect(weights['item-lists']).toBeGreaterThan(3 * (weights.noise as number));
    const again = new BlendRecommender(() => [itemLists(), listing('noise', shuffled)], { weights: 'learned' });
    await again.fit(fitContext({ interactions }));
    expect(again.snapshot()).toEqual(recommender.snapshot());
    const restored = new BlendRecommender(() => [itemLists(), listing('noise', shuffled)], { weights: 'learned' });
    restored.restore(recommender.snapshot() as Uint8Array);
    const request = asking({ history: interactions.slice(0, 20) });
    expect(await restored.recommend(request)).toEqual(await recommender.recommend(request));
  });

  it('learns apart whom to trust with what nobody took yet', async () => {
    // People keep to a side: lists tell it of what was taken, attributes of what was not, too.
    const items = Array.from({ length: 60 }, (_, at) => ({
      itemId: `i${at}`,
      attributes: { side: `${at % 3}`, hue: `${at % 7}` },
    }));
    const interactions = Array.from({ length: 300 }, (_, person) =>
      items
        .filter((_item, at) => at % 3 === person % 3 && (at * 7 + person * 11) % 5 > 0)
        .map(({ itemId }) => ({ person: `p${person}`, itemId, type: 'x', weight: 1, timestamp: 0 })),
    ).flat();
    const create = () => [itemLists(), attributes({ attributes: { side: 'category', hue: 'category' } })];
    const recommender = new BlendRecommender(create, { weights: 'learned' });
    const { details = {} } = await recommender.fit(fitContext({ interactions, items }));
    const { attributes: known, ...weights } = details.weights as Record<string, number>;
    expect(weights['item-lists']).toBeGreaterThan(known as number);
    expect(details.coldWeights).toMatchObject({ 'item-lists': 0, attributes: expect.closeTo(1.03, 1) });
    await recommender.itemsChanged({ put: [{ itemId: 'new', attributes: { side: '0', hue: '0' } }], removed: [] });
    const request = asking({ history: interactions.filter(({ person }) => person === 'p0').slice(0, 8), limit: 100 });
    const list = await recommender.recommend(request);
    const found = list.find(({ itemId }) => itemId === 'new');
    expect(found?.reasons).toMatchObject([{ kind: 'attribute', attribute: 'side', value: '0' }, { kind: 'attribute' }]);
    const restored = new BlendRecommender(create, { weights: 'learned' });
    restored.restore(recommender.snapshot() as Uint8Array);
    await restored.itemsChanged({ put: [{ itemId: 'new', attributes: { side: '0', hue: '0' } }], removed: [] });
    expect(await restored.recommend(request)).toEqual(list);
  });

  it('has equal weights where there is too little to learn from', async () => {
    const interactions = [...generateInteractions({ people: 10, items: 12, count: 60 })];
    const recommender = new BlendRecommender(() => [itemLists(), listing('other', ['item-1'])], { weights: 'learned' });
    expect((await recommender.fit(fitContext({ interactions }))).details).toMatchObject({
      weights: {},
      learning: { learned: false },
    });
  });

  it('tells the sources of every fit what it was told of the catalogue', async () => {
    const create = () => {
      const catalog = new CatalogRecommender();
      return [
        listing('items', [], { recommend: (r) => catalog.recommend(r), itemsChanged: (c) => catalog.itemsChanged(c) }),
      ];
    };
    const recommender = new BlendRecommender(create);
    await recommender.itemsChanged({ put: [{ itemId: 'a' }, { itemId: 'b' }], removed: [] });
    await recommender.fit(fitContext());
    await recommender.itemsChanged({ put: [{ itemId: 'c' }], removed: ['a'] });
    expect(idsOf(await recommender.recommend(asking()))).toBe('bc');
  });

  it('keeps what it had when a fit is aborted', async () => {
    const interactions = [...generateInteractions({ people: 40, items: 30, count: 900 })];
    const recommender = new BlendRecommender(() => [itemLists()]);
    await recommender.fit(fitContext({ interactions }));
    const before = recommender.snapshot();
    const abort = AbortSignal.abort();
    await expect(
      recommender.fit(fitContext({ interactions: interactions.slice(0, 100), abort })),
    ).rejects.toMatchObject({
      code: 'SINTONIA_ABORTED',
    });
    expect(recommender.snapshot()).toEqual(before);
  });
});

it('the plugin fills up with what is impersonal, and with the whole catalogue at last', () => {
  const names = blend(() => [itemLists(), itemLists()]).recommenders?.map(({ name, impersonal = false }) => [
    name,
    impersonal,
  ]);
  expect(names).toEqual([
    ['blend', false],
    ['popular', true],
    ['catalog', true],
  ]);
});

it.each<[object, string]>([
  [{ weights: { three: 1 } }, 'weights.three'],
  [{ weights: { one: -1 } }, 'weights.one'],
  [{ segmentWeights: { vip: { one: Number.NaN } } }, 'segmentWeights.vip.one'],
  [{ method: 'best' }, 'method'],
  [{ depth: 0 }, 'depth'],
  [{ segmentOf: 'vip' }, 'segmentOf'],
  [{ wieghts: {} }, 'wieghts'],
])('refuses %j', (options, field) => {
  const create = () => [listing('one', []), listing('two', [])];
  expect(() => new BlendRecommender(create, options)).toThrow(
    expect.objectContaining({ code: 'SINTONIA_OPTION_INVALID', field }),
  );
  expect(() => blend(() => [{ name: 'none', specVersion: 1 }])).toThrow(expect.objectContaining({ field: 'sources' }));
});
