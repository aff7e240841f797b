import type { SourcedCandidate } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { ListReRanker } from './list-re-ranker.js';
import { genres, order, ranked } from './re-rank.fixture.js';

describe('exploration', () => {
  const reranker = new ListReRanker({ exploration: { share: 0.3 } });

  it('shows things as often as its propensities say', () => {
    const rounds = 4_000;
    const seen = new Map<string, { times: number; expected: number }>();
    for (let seed = 0; seed < rounds; seed++) {
      const [first] = order(reranker, ranked(genres('a', 'b', 'c', 'd'), { limit: 2, seed })) as [SourcedCandidate];
      const times = seen.get(first.itemId)?.times ?? 0;
      seen.set(first.itemId, { times: times + 1, expected: first.propensity ?? 1 });
    }
    expect([...seen.keys()].sort()).toEqual(['a', 'c', 'd']);
    for (const { times, expected } of seen.values()) {
      const deviation = Math.sqrt((expected * (1 - expected)) / rounds);
      expect(Math.abs(times / rounds - expected)).toBeLessThan(4 * deviation);
    }
  });

  it('is the same for the same seed, says so, and does not explore beyond `where`', () => {
    const all = ranked(genres('a', 'a', 'b', 'c'), { limit: 2, seed: 5 });
    expect(order(reranker, all)).toEqual(order(reranker, all));
    const always = new ListReRanker({ exploration: { share: 1, where: { attribute: 'genre', is: 'c' } } });
    const list = order(always, all);
    expect(list[0]).toMatchObject({
      itemId: 'd',
      propensity: 1,
      reasons: [{}, { kind: 'exploration', contribution: 0 }],
    });
    expect(list[1]?.itemId).toBe('b');
  });

  it('breaks neither quota nor spread', () => {
    const catalogued = Array.from({ length: 12 }, (_, at) => ({
      genre: at % 4 === 0 ? 'x' : 'y',
      maker: `m${at % 5}`,
    }));
    const careful = new ListReRanker({
      quotas: [{ name: 'some x', where: { attribute: 'genre', is: 'x' }, atLeast: 1, atMost: 2 }],
      spread: [{ attribute: 'maker', most: 1 }],
      exploration: { share: 0.9 },
    });
    let explored = 0;
    for (let seed = 0; seed < 200; seed++) {
      const all = ranked(catalogued, { limit: 4, seed });
      const list = order(careful, all);
      const attributes = list.map(({ itemId }) => all.catalog.get(itemId)?.attributes);
      const ofX = attributes.filter((each) => each?.genre === 'x').length;
      expect(ofX === 1 || ofX === 2).toBe(true);
      expect(new Set(attributes.map((each) => each?.maker)).size).toBe(4);
      explored += list.filter(({ propensity = 1 }) => propensity < 0.5).length;
    }
    expect(explored).toBeGreaterThan(100);
  });
});
