import { DAY, HOUR } from '@sintonia/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditions, histories, moments, ruleOf, runs, subjectOf } from '../arbitrary.fixture.js';
import type { Condition } from '../language/condition.js';
import type { RuleSubject } from '../language/rule-subject.js';
import { compileRule } from './compile-rule.js';

const now = 100 * DAY;
const ada: RuleSubject = {
  now,
  profile: {
    traits: {
      plan: 'paid',
      age: 36,
      tags: ['tea', 'music'],
      home: { lat: 51.5, lon: -0.13 },
      none: null,
      broken: { lat: 'x' },
    },
    computed: { plan: 'free', spent: 80, brands: ['Acme'], none: 7 },
    counts: { Ordered: 3 },
    revenue: 120,
    firstSeenAt: now - 90 * DAY,
    lastSeenAt: now - 2 * DAY,
  },
  signals: [
    { id: '1', type: 'Ordered', person: 'ada', timestamp: now - 2 * DAY, receivedAt: now, itemId: 'mug', value: 8 },
    {
      id: '2',
      type: 'Viewed',
      person: 'ada',
      timestamp: now - 3 * DAY,
      receivedAt: now,
      properties: { colour: 'blue' },
    },
  ],
  item: {
    itemId: 'mug',
    attributes: {
      price: 8,
      place: [
        { lat: 0, lon: 0 },
        { lat: 51.51, lon: -0.13 },
      ],
    },
  },
  segments: new Set(['vip']),
  lists: new Set(['import']),
};
const london = { lat: 51.5074, lon: -0.1278 };
const blue = [{ property: 'colour', is: 'blue' }];

describe('a rule', () => {
  it.each<[Condition, boolean]>([
    [{ trait: 'plan', is: 'paid' }, true],
    [{ trait: 'plan', in: ['free', 'paid'] }, true],
    [{ trait: 'tags', is: 'music' }, true],
    [{ trait: 'tags', in: [] }, false],
    [{ trait: 'age', atLeast: 36, atMost: 36 }, true],
    [{ trait: 'plan', atLeast: 0 }, false],
    [{ trait: 'toString', exists: true }, false],
    [{ trait: 'none', is: null }, false],
    [{ trait: 'none', is: 7 }, true],
    [{ trait: 'spent', atLeast: 80 }, true],
    [{ trait: 'brands', in: ['Acme'] }, true],
    [{ trait: 'plan', is: 'free' }, false],
    [{ measure: { trait: 'spent' }, atMost: 79 }, false],
    [{ trait: 'nothing', exists: false }, true],
    [{ measure: 'revenue', atLeast: 120 }, true],
    [{ measure: { count: 'Ordered' }, atMost: 2 }, false],
    [{ measure: { count: 'Returned' }, atMost: 0 }, true],
    [{ measure: { count: 'toString' }, atMost: 0 }, true],
    [{ measure: { trait: 'age' }, atLeast: 30 }, true],
    [{ measure: { trait: 'plan' }, atLeast: -1e9 }, false],
    [{ age: 'firstSeen', atLeast: '90d' }, true],
    [{ age: 'lastSeen', atMost: '47h' }, false],
    [{ percentile: 'revenue', top: 10 }, false],
    [{ percentile: 'revenue', top: 10, threshold: 120 }, true],
    [{ percentile: 'revenue', bottom: 10, threshold: 120 }, true],
    [{ percentile: 'revenue', bottom: 10, threshold: null }, false],
    [{ inSegment: 'vip' }, true],
    [{ inList: 'vip' }, false],
    [{ inList: 'import' }, true],
    [
      {
        performed: 'Ordered',
        where: [
          { signal: 'itemId', in: ['mug', 'cup'] },
          { signal: 'value', atLeast: 8 },
        ],
      },
      true,
    ],
    [{ performed: 'Ordered', within: '2d' }, false],
    [{ performed: 'Ordered', within: '2881m' }, true],
    [{ performed: 'Returned', atMost: 0 }, true],
    [{ sequence: [{ performed: 'Viewed', where: blue }, { performed: 'Ordered' }], span: '1d' }, true],
    [{ sequence: [{ performed: 'Ordered' }, { performed: 'Viewed' }] }, false],
    [{ attribute: 'price', atMost: 8 }, true],
    [{ near: london, trait: 'home', metres: 900 }, true],
    [{ near: london, trait: 'home', metres: 500 }, false],
    [{ near: london, trait: 'broken', metres: 20_000_000 }, false],
    [{ near: london, attribute: 'place', metres: 500 }, true],
    [{ all: [] }, true],
    [{ any: [] }, false],
  ])('%j', (condition, expected) => {
    expect(compileRule(ruleOf(condition)).matches(ada)).toBe(expected);
  });

  it('of nobody and nothing holds only what asks for absence', () => {
    const holds = (condition: Condition) => compileRule(ruleOf(condition)).matches({ now });
    expect(holds({ age: 'lastSeen', atMost: '36500d' })).toBe(false);
    expect(holds({ measure: 'revenue', atMost: 1e9 })).toBe(false);
    expect(holds({ near: london, trait: 'home', metres: 1 })).toBe(false);
    expect(holds({ attribute: 'price', exists: true })).toBe(false);
    expect(holds({ performed: 'Ordered', exactly: 0 })).toBe(true);
  });

  it('says which facts made it match', () => {
    const rule: Condition = {
      all: [
        {
          any: [
            { trait: 'tags', is: 'music' },
            { trait: 'plan', is: 'free' },
          ],
        },
        { performed: 'Ordered', atLeast: 1, within: '90d' },
        { not: { any: [{ inSegment: 'churned' }, { measure: 'revenue', atLeast: 500 }] } },
        { near: london, trait: 'home', metres: 1_000 },
      ],
    };
    expect(compileRule(ruleOf(rule)).explain(ada)).toEqual([
      { measure: 'tags', value: 'music', band: 'is music' },
      { measure: 'Ordered', value: 1, unit: 'signals', band: 'at least 1 within 90d' },
      { measure: 'segment', value: 'churned', band: 'not' },
      { measure: 'revenue', value: 120, band: 'not at least 500' },
      { measure: 'home', value: expect.closeTo(837, 0), unit: 'metres', band: 'within 1000' },
    ]);
    expect(compileRule(ruleOf({ not: rule })).explain(ada)).toEqual([]);
  });
});

describe('laws', () => {
  const same = (law: (a: Condition, b: Condition) => [Condition, Condition]) => {
    const cases = fc.property(conditions, conditions, histories, moments, (a, b, history, at) => {
      const subject = subjectOf(history, at);
      const [left, right] = law(a, b).map((each) => compileRule(ruleOf(each)).matches(subject));
      expect(left).toBe(right);
    });
    fc.assert(cases, runs);
  };

  it('not not is nothing', () => same((a) => [{ not: { not: a } }, a]));
  it('not all is any not', () => same((a, b) => [{ not: { all: [a, b] } }, { any: [{ not: a }, { not: b }] }]));
  it('not any is all not', () => same((a, b) => [{ not: { any: [a, b] } }, { all: [{ not: a }, { not: b }] }]));
  it('order does not matter', () => same((a, b) => [{ all: [a, b] }, { all: [b, a] }]));
  it('JSON there and back changes nothing', () => same((a) => [a, JSON.parse(JSON.stringify(a))]));

  it('signals may be given in any order', () => {
    const cases = fc.property(conditions, histories, moments, (condition, history, at) => {
      const rule = compileRule(ruleOf(condition));
      const subject = subjectOf(history, at);
      expect(rule.matches({ ...subject, signals: history.toReversed() })).toBe(rule.matches(subject));
    });
    fc.assert(cases, runs);
  });

  it('reasons are there only when it matches', () => {
    const cases = fc.property(conditions, histories, moments, (condition, history, at) => {
      const rule = compileRule(ruleOf(condition));
      const subject = subjectOf(history, at + HOUR);
      if (!rule.matches(subject)) expect(rule.explain(subject)).toEqual([]);
    });
    fc.assert(cases, runs);
  });
});
