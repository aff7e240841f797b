import { describe, expect, it } from 'vitest';
import { parseRule } from '../parse/parse-rule.js';
import { fitPercentiles } from '../percentile/percentile-fit.js';
import { rules } from './rules.js';

const { rule, all, any, not, trait, measure, age, topPercent, bottomPercent, ...more } = rules();
const { performed, sequence, inSegment, inList, item, near, itemNear, itemNearTrait } = more;
const madrid = { lat: 40.4168, lon: -3.7038 };

describe('the builder', () => {
  it('writes what it reads like', () => {
    const bigOrders = performed('Order Completed').where('coupon').exists(false).worth({ atLeast: 50 });
    expect(rule(all(trait('plan').is('paid'), bigOrders.atLeast(2).within('90d'), not(inSegment('vip'))))).toEqual({
      language: 1,
      rule: {
        all: [
          { trait: 'plan', is: 'paid' },
          {
            performed: 'Order Completed',
            where: [
              { property: 'coupon', exists: false },
              { signal: 'value', atLeast: 50 },
            ],
            atLeast: 2,
            within: '90d',
          },
          { not: { inSegment: 'vip' } },
        ],
      },
    });
  });

  it('changes nothing that was built before', () => {
    const orders = performed('Order Completed');
    orders.where('coupon').is('X');
    orders.atLeast(3).within('1d');
    expect(JSON.stringify(orders)).toBe('{"performed":"Order Completed"}');
  });

  const conditions = [
    all(),
    any(trait('a').in(['x', 1, true]), trait('a').exists(), trait('a').between(1, 2)),
    not(not(trait('a').atLeast(1))),
    measure('revenue').atMost(9),
    measure({ count: 'A' }).between(1, 2),
    age('firstSeen').atLeast('30d'),
    age('lastSeen').atMost('12h'),
    topPercent('revenue', 10),
    bottomPercent({ trait: 'age' }, 0.5),
    performed('A'),
    performed('A').ofItem('mug').exactly(0),
    performed('A').ofItem('mug', 'cup').where('x').in([1]).atMost(3).within('30m'),
    sequence(performed('A').where('x').is(1), performed('B')),
    sequence(performed('A'), performed('B'), performed('A')).span('1h').within('30d'),
    inList('import'),
    item('price').atMost(20),
    near('home', madrid, 5_000),
    itemNear('shop', madrid, 5_000),
    itemNearTrait('shop', 'home', 5_000),
    all(item('countries').isTrait('country'), item('minimumAge').atMostTrait('age'), item('size').atLeastTrait('size')),
  ];

  it.each(conditions.map((each) => [JSON.stringify(each), each]))('%s always parses', (_, condition) => {
    const built = rule(condition as Parameters<typeof rule>[0]);
    expect(parseRule(built)).toEqual(built);
    expect(parseRule(JSON.stringify(built))).toEqual(built);
    expect(parseRule(fitPercentiles(built, []))).toEqual(built);
  });
});
