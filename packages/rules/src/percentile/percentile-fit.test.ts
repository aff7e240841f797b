import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ruleOf } from '../arbitrary.fixture.js';
import { compileRule } from '../compile/compile-rule.js';
import type { Condition } from '../language/condition.js';
import { fitPercentiles, PercentileFit } from './percentile-fit.js';
import { freezePercentiles } from './thresholds.js';

const worth = (revenue: number, traits: object = {}) => ({ traits, counts: {}, revenue });
const top: Condition = { percentile: 'revenue', top: 10 };
const people = (values: readonly number[]) => values.map((value) => worth(value));

describe('percentiles', () => {
  it('hold at most the share that they say, equal values together, and as many as that allows', () => {
    const values = fc.array(fc.integer({ min: -5, max: 30 }), { minLength: 20, maxLength: 60 });
    const cases = fc.property(values, fc.integer({ min: 1, max: 99 }), fc.boolean(), (drawn, percent, isTop) => {
      const side = isTop ? { top: percent } : { bottom: percent };
      const rule = compileRule(fitPercentiles(ruleOf({ percentile: 'revenue', ...side }), people(drawn)));
      const isIn = (value: number) => rule.matches({ now: 0, profile: worth(value) });
      const inside = drawn.filter(isIn);
      const outside = drawn.filter((value) => !isIn(value)).sort((a, b) => (isTop ? b - a : a - b));
      expect(inside.length).toBeLessThanOrEqual((drawn.length * percent) / 100);
      const nextGroup = outside.filter((value) => value === outside[0]).length;
      if (nextGroup > 0) expect(inside.length + nextGroup).toBeGreaterThan((drawn.length * percent) / 100);
    });
    fc.assert(cases, { numRuns: 500 });
  });

  it('are frozen into a copy of the rule, wherever they stand', () => {
    const rule = ruleOf({
      all: [{ not: { any: [top, { percentile: { trait: 'age' }, bottom: 50 }] } }, { trait: 'a', is: 1 }],
    });
    const fitted = fitPercentiles(
      rule,
      Array.from({ length: 40 }, (_, at) => worth(at, { age: 80 - at })),
    );
    expect(fitted).toEqual(
      ruleOf({
        all: [
          {
            not: {
              any: [
                { ...top, threshold: 36 },
                { percentile: { trait: 'age' }, bottom: 50, threshold: 60 },
              ],
            },
          },
          { trait: 'a', is: 1 },
        ],
      }),
    );
    expect(JSON.stringify(rule)).not.toContain('threshold');
  });

  it('of too few people have no threshold, and a new fit forgets the old one', () => {
    const old = ruleOf({ ...top, threshold: 5 });
    expect(fitPercentiles(old, people(Array(19).fill(1)))).toEqual(ruleOf(top));
    expect(fitPercentiles(ruleOf({ percentile: { trait: 'age' }, top: 10 }), people(Array(50).fill(1)))).toEqual(
      ruleOf({ percentile: { trait: 'age' }, top: 10 }),
    );
  });

  it('that nothing parts hold for nobody', () => {
    const fitted = fitPercentiles(ruleOf(top), people(Array(50).fill(7)));
    expect(fitted).toEqual(ruleOf({ ...top, threshold: null }));
    expect(compileRule(fitted).matches({ now: 0, profile: worth(1e9) })).toBe(false);
  });

  it('of many rules are learnt at once, kept as JSON, and given to rules that come later', () => {
    const fit = new PercentileFit(ruleOf({ not: top }), ruleOf({ percentile: { trait: 'toString' }, bottom: 5 }));
    for (const person of people(Array.from({ length: 40 }, (_, at) => at))) fit.add(person);
    const thresholds = JSON.parse(JSON.stringify(fit.thresholds()));
    expect(thresholds).toEqual({ '{"percentile":"revenue","top":10}': 36 });
    const later = ruleOf({
      any: [
        { ...top, threshold: 3 },
        { percentile: 'revenue', top: 20, threshold: 3 },
      ],
    });
    expect(freezePercentiles(later, thresholds)).toEqual(
      ruleOf({
        any: [
          { ...top, threshold: 36 },
          { percentile: 'revenue', top: 20 },
        ],
      }),
    );
  });

  it('are learnt only where there are some', () => {
    expect(new PercentileFit(ruleOf({ trait: 'a', is: 1 })).needed).toBe(false);
    expect(new PercentileFit(ruleOf(top)).needed).toBe(true);
  });
});
