import type { PickReason, Plugin, ReRanker, ReRankRequest, SourcedCandidate } from '@sintonia/spec';
import { fakeRecommender } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { testEngine } from '../test-engine.fixture.js';

const ana = { userId: 'ana' };
const items = ['a', 'b', 'c', 'd', 'e'];
type Rerank = ReRanker['rerank'];

async function engineWith(...rerankers: (Rerank | ReRanker)[]) {
  const plugin: Plugin = {
    name: 'ordering',
    specVersion: 1,
    recommenders: [fakeRecommender({ itemIds: items })],
    rerankers: rerankers.map((each, index) =>
      typeof each === 'function' ? { name: `order-${index}`, specVersion: 1, rerank: each } : each,
    ),
  };
  const all = await testEngine({ plugins: [plugin] });
  const list = async (limit = 10) =>
    (await all.engine.recommend({ ...ana, limit })).picks.map(({ itemId }) => itemId).join('');
  return { ...all, list };
}

const reverse: Rerank = (candidates) => candidates.toReversed();

describe('re-rankers', () => {
  it('order the list one after the other, then it is cut', async () => {
    const { list } = await engineWith(reverse, (candidates) => candidates.slice(1));
    expect(await list()).toBe('dcba');
    expect(await list(2)).toBe('a');
  });

  it('choose from as many as they want, and are told of the moment', async () => {
    const asked: ReRankRequest[] = [];
    const rerank: Rerank = (candidates, request) => {
      asked.push(request);
      return reverse(candidates, request);
    };
    const { list, engine, testClock } = await engineWith({ name: 'wide', specVersion: 1, pool: () => 4, rerank });
    await engine.catalog.put(items.map((itemId) => ({ itemId, title: itemId.toUpperCase() })));
    expect(await list(2)).toBe('dc');
    expect(asked).toMatchObject([{ person: 'ana', limit: 2, now: testClock.now(), context: {} }]);
    expect(asked[0]?.itemOf('a')).toEqual({ itemId: 'a', title: 'A' });
    await list(2);
    expect(asked[1]?.seed).toBe(asked[0]?.seed);
    testClock.advance(1);
    await list(2);
    expect(asked[2]?.seed).not.toBe(asked[0]?.seed);
  });

  it('may change scores with a reason, and tell propensities, which exposures keep', async () => {
    const boost: PickReason = { kind: 'exploration', contribution: 2 };
    const { engine } = await engineWith(([first, ...others]) => [
      { ...(first as SourcedCandidate), score: 9, reasons: [boost], propensity: 0.25 },
      ...others,
    ]);
    const { picks } = await engine.recommend({ ...ana, limit: 2 });
    expect(picks).toMatchObject([{ score: 9, reasons: [boost], propensity: 0.25 }, { itemId: 'b' }]);
    expect(picks[1]).not.toHaveProperty('propensity');
    const { entries } = await engine.privacy.export(ana);
    expect(entries.exposure).toMatchObject([{ itemIds: ['a', 'b'], propensities: [0.25, 1] }]);
  });

  it('that fail leave the list as it was', async () => {
    const { list, errors } = await engineWith(
      reverse,
      () => {
        throw new Error('bug');
      },
      () => 7 as never,
      { name: 'greedy', specVersion: 1, rerank: (candidates) => candidates, pool: () => Number.NaN },
    );
    expect(await list()).toBe('edcba');
    expect(errors).toMatchObject([{ where: 're-ranker order-1' }, { where: 're-ranker order-2' }]);
  });

  it('cannot bring in what was not there, or twice, or with a wrong score or probability', async () => {
    const { engine } = await engineWith((candidates) => {
      const [a, b, c, d] = candidates as [SourcedCandidate, SourcedCandidate, SourcedCandidate, SourcedCandidate];
      return [
        { ...a, itemId: 'x' },
        { ...b, score: Number.NaN },
        { ...c, propensity: 0 },
        { ...d, reasons: [] },
        b,
        undefined as never,
      ];
    });
    const { picks } = await engine.recommend(ana);
    expect(picks.map(({ itemId }) => itemId)).toEqual(['b', 'c', 'd']);
    expect(picks.every(({ score, reasons }) => Number.isFinite(score) && reasons.length > 0)).toBe(true);
    expect(picks[1]).not.toHaveProperty('propensity');
  });
});
