import type { Candidate } from '@sintonia/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alike } from './blend-weights.js';
import { fuse, weighBy } from './fuse.js';

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
