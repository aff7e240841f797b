import type { Candidate, Plugin, Recommender, RecommenderRequest } from '@sintonia/spec';
import { fakeRecommender, fitContext, generateInteractions, recommenderSuite } from '@sintonia/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CatalogRecommender } from '../catalog/catalog-recommender.js';
import { ease } from '../ease/ease.js';
import { itemLists } from '../item-lists/item-lists.js';
import { blend } from './blend.js';
import type { BlendOptions } from './blend-options.js';
import { BlendRecommender } from './blend-recommender.js';
import { alike } from './blend-weights.js';
import { fuse, weighBy } from './fuse.js';

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

describe('fusing', () => {
  const weigh = (weights: Record<string, number>) => weighBy(alike(weights), () => true);
  const candidates = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { maxLength: 8 }).chain((ids) =>
    fc
      .array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: ids.length, maxLength: ids.length })
      .map((scores) =>
        scores
          .sort((x, y) => y - x)
          .map(
            (score, at): Candidate => ({
              itemId: ids[at] as string,
              score,
              reasons: [
                { kind: 'trending', contribution: score - 1 },
                { kind: 'exploration', contribution: 1 },
              ],
            }),
          ),
      ),
  );
  const method = fc.constantFrom('reciprocalRank', 'weighted');

  it('adds up: reasons to scores, sources to the list, no item twice, best first', () => {
    const answers = fc
      .array(candidates, { maxLength: 4 })
      .map((lists) => lists.map((list, at) => ({ source: `s${at}`, candidates: list })));
    fc.assert(
      fc.property(answers, method, fc.double({ min: 0.1, max: 9, noNaN: true }), (all, how, weight) => {
        const list = fuse(all, weigh({ s0: weight, s1: 0 }), { method: how, rankConstant: 60 });
        expect(new Set(list.map(({ itemId }) => itemId)).size).toBe(list.length);
        const spoken = all.filter(({ source }) => source !== 's1').flatMap((answer) => answer.candidates);
        expect(new Set(list.map(({ itemId }) => itemId))).toEqual(new Set(spoken.map(({ itemId }) => itemId)));
        list.forEach(({ score, reasons }, place) => {
          expect(reasons.reduce((sum, reason) => sum + reason.contribution, 0)).toBeCloseTo(score, 9);
          expect(score).toBeGreaterThan(0);
          if (place > 0) expect(score).toBeLessThanOrEqual(list[place - 1]?.score as number);
        });
      }),
    );
  });

  it('of one source keeps its order', () => {
    fc.assert(
      fc.property(candidates, (list) => {
        const fused = fuse([{ source: 'only', candidates: list }], weigh({}), {
          method: 'reciprocalRank',
          rankConstant: 60,
        });
        expect(idsOf(fused)).toBe(idsOf(list));
      }),
    );
  });

  it('by reciprocal rank says 1 / (60 + place) for each source', () => {
    const list = (ids: string) =>
      [...ids].map(
        (itemId, at): Candidate => ({ itemId, score: 9 - at, reasons: [{ kind: 'trending', contribution: 9 - at }] }),
      );
    const answers = [
      { source: 'one', candidates: list('ab') },
      { source: 'two', candidates: list('b') },
    ];
    expect(fuse(answers, weigh({ two: 2 }), { method: 'reciprocalRank', rankConstant: 60 })).toMatchObject([
      { itemId: 'b', score: 1 / 62 + 2 / 61, reasons: [{ contribution: 2 / 61 }, { contribution: 1 / 62 }] },
      { itemId: 'a', score: 1 / 61 },
    ]);
  });
});

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
