import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Ranked } from './effect-sizes.js';

const groups = fc
  .array(fc.tuple(fc.integer({ min: -5, max: 50 }), fc.boolean()), { minLength: 4, maxLength: 40 })
  .filter((rows) => rows.some(([, member]) => member) && rows.some(([, member]) => !member));

const places = (rows: readonly (readonly [number, boolean])[], wanted: boolean) =>
  rows.flatMap(([, member], index) => (member === wanted ? [index] : []));

describe('effect sizes', () => {
  it('are those of the textbook', () => {
    // Means 6 and 4, both of variance 2.5: d = 2 / √2.5. Of 25 pairs 19 are won or half won, 17.5 after ties: 2·20/25 − 1.
    const ranked = new Ranked([4, 5, 6, 7, 8, 2, 3, 4, 5, 6]);
    const effect = ranked.compare([0, 1, 2, 3, 4]);
    expect(effect?.cohensD).toBeCloseTo(2 / Math.sqrt(2.5), 12);
    expect(ranked.means([0, 1, 2, 3, 4])).toEqual([6, 4]);
    // Half of the variance lies between when the means are one total deviation apart: here 10 of 30 squares.
    expect(
      ranked.etaSquared([
        [0, 1, 2, 3, 4],
        [5, 6, 7, 8, 9],
      ]),
    ).toBeCloseTo(10 / 30, 12);
  });

  it('count every pair', () => {
    fc.assert(
      fc.property(groups, (rows) => {
        const [members, others] = [places(rows, true), places(rows, false)];
        const value = (index: number) => rows[index]?.[0] as number;
        const signs = members.flatMap((a) => others.map((b) => Math.sign(value(a) - value(b))));
        const delta = signs.reduce((sum, sign) => sum + sign, 0) / signs.length;
        const ranked = new Ranked(rows.map(([value]) => value));
        expect(ranked.compare(members)?.cliffsDelta).toBeCloseTo(delta, 9);
        expect(ranked.compare(others)?.cliffsDelta).toBeCloseTo(-delta, 9);
      }),
    );
  });

  it('are 1 where all members have more, and 0 where all are alike', () => {
    expect(new Ranked([1, 2, 3, 4]).compare([2, 3])?.cliffsDelta).toBe(1);
    expect(new Ranked([3, 3, 3, 3]).compare([2, 3])).toEqual({ cohensD: null, cliffsDelta: 0 });
    expect(new Ranked([3, 3, 3]).etaSquared([[0], [1, 2]])).toBeNull();
  });

  it('need two sides', () => {
    expect(new Ranked([1, 2]).compare([])).toBeUndefined();
    expect(new Ranked([1, 2]).compare([0, 1])).toBeUndefined();
    expect(new Ranked([]).compare([])).toBeUndefined();
  });
});
