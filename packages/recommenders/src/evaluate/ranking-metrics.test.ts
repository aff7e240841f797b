import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankingMetrics } from './ranking-metrics.js';

describe('rankingMetrics', () => {
  it('gives the values worked out by hand', () => {
    const metrics = rankingMetrics(['a', 'x', 'b', 'y'], new Set(['a', 'b', 'c']), 4);
    const ideal = 1 + 1 / Math.log2(3) + 1 / 2;
    expect(metrics.recall).toBeCloseTo(2 / 3);
    expect(metrics.precision).toBeCloseTo(2 / 4);
    expect(metrics.ndcg).toBeCloseTo((1 + 1 / 2) / ideal);
    expect(metrics.map).toBeCloseTo((1 + 2 / 3) / 3);
    expect(metrics).toMatchObject({ mrr: 1, hitRate: 1 });
  });

  it('takes the ideal over no more places than the list has', () => {
    expect(rankingMetrics(['a'], new Set(['a', 'b', 'c']), 1).ndcg).toBe(1);
  });

  it('lies between 0 and 1, and never falls when a miss is replaced by a hit', () => {
    const items = fc.uniqueArray(fc.integer({ min: 0, max: 30 }).map(String), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(items, items, fc.integer({ min: 1, max: 12 }), (list, wanted, k) => {
        const relevant = new Set(wanted);
        const before = rankingMetrics(list, relevant, k);
        for (const value of Object.values(before)) expect(value >= 0 && value <= 1 + 1e-12).toBe(true);
        const missed = list.findIndex((itemId) => !relevant.has(itemId));
        const absent = wanted.find((itemId) => !list.includes(itemId));
        if (missed === -1 || absent === undefined) return;
        const after = rankingMetrics(list.with(missed, absent), relevant, k);
        expect(after.ndcg).toBeGreaterThanOrEqual(before.ndcg);
        expect(after.recall).toBeGreaterThanOrEqual(before.recall);
      }),
    );
  });
});
