import type { Candidate, Plugin, Recommender } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { testEngine } from '../test-engine.fixture.js';

const reasons = [{ kind: 'trending', contribution: 1 }] as const;
const candidate = (itemId: unknown, score: unknown = 1, because: unknown = reasons) =>
  ({ itemId, score, reasons: because }) as Candidate;

async function listOf(candidates: readonly Candidate[], limit = 10) {
  const liar: Recommender = {
    name: 'liar',
    specVersion: 1,
    recommend: () => candidates,
    similar: () => candidates,
  };
  const plugin: Plugin = { name: 'liar', specVersion: 1, recommenders: [liar] };
  const { engine } = await testEngine({ plugins: [plugin] });
  await engine.catalog.put(['a', 'b', 'c', 'd', 'had'].map((itemId) => ({ itemId })));
  await engine.catalog.put([{ itemId: 'gone', available: false }]);
  await engine.collect({ type: 'Order Completed', userId: 'ana', itemId: 'had' });
  const { picks } = await engine.recommend({ userId: 'ana', limit });
  const similar = await engine.similar({ itemId: 'd', limit });
  return { list: picks.map((pick) => pick.itemId), similar: similar.map((pick) => pick.itemId) };
}

describe('of a recommender that breaks its promise, nothing reaches a list', () => {
  it('that must not be shown', async () => {
    const { list, similar } = await listOf(['had', 'gone', 'nowhere', 'a'].map((itemId) => candidate(itemId)));
    expect(list).toEqual(['a']);
    expect(similar).toEqual(['a', 'had']);
  });

  it('twice', async () => {
    expect(await listOf([candidate('a'), candidate('a'), candidate('b')])).toEqual({
      list: ['a', 'b'],
      similar: ['a', 'b'],
    });
  });

  it('beyond the limit, nor less than could be', async () => {
    const candidates = [...Array(50).fill(candidate('gone')), candidate('a', 3), candidate('b', 2), candidate('c', 1)];
    expect(await listOf(candidates, 2)).toEqual({ list: ['a', 'b'], similar: ['a', 'b'] });
  });

  it('without a number for a score, an id or a reason', async () => {
    const broken = [
      candidate('a', Number.NaN),
      candidate('b', Infinity),
      candidate('c', '9'),
      candidate(7),
      candidate('a', 1, []),
      candidate('b', 1, null),
      undefined as never,
      candidate('d', 1),
    ];
    expect((await listOf(broken)).list).toEqual(['d']);
  });

  it('in the wrong order', async () => {
    expect((await listOf([candidate('b', 1), candidate('a', 1), candidate('c', 5)])).list).toEqual(['c', 'a', 'b']);
  });
});

it('a recommender whose answer is no list costs only itself', async () => {
  const nothing = { name: 'nothing', specVersion: 1, recommend: () => undefined as never, similar: () => 7 as never };
  const plugin = { name: 'nothing', specVersion: 1, recommenders: [nothing] } as Plugin;
  const { engine, errors } = await testEngine({ plugins: [plugin] });
  await engine.catalog.put([{ itemId: 'a' }]);
  expect((await engine.recommend({ userId: 'ana' })).picks).toEqual([]);
  expect(await engine.similar({ itemId: 'a' })).toEqual([]);
  expect(errors.map(({ where }) => where)).toEqual(['recommender nothing', 'recommender nothing']);
});
