import type { ItemFilter } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { itemRule } from './item-rule.js';

const mug = { itemId: 'mug', attributes: { colour: 'blue', price: 8, tags: ['tea', 'gift'], sold: null, fair: true } };
const holds = (filter: unknown) => itemRule(filter as ItemFilter)(mug);

describe('an item filter', () => {
  it.each<[unknown, boolean]>([
    [{ attribute: 'colour', is: 'blue' }, true],
    [{ attribute: 'fair', is: true }, true],
    [{ attribute: 'tags', is: 'gift' }, true],
    [{ attribute: 'tags', in: ['coffee', 'tea'] }, true],
    [{ attribute: 'price', atLeast: 8, atMost: 8 }, true],
    [{ attribute: 'price', atMost: 8, atLeast: undefined }, true],
    [{ attribute: 'colour', atLeast: 0 }, false],
    [{ attribute: 'sold', is: null }, false],
    [{ attribute: 'size', is: 'L' }, false],
    [{ attribute: 'toString', is: 'x' }, false],
    [{ not: { attribute: 'size', is: 'L' } }, true],
    [{ all: [{ attribute: 'price', atMost: 9 }, { any: [{ attribute: 'tags', is: 'tea' }] }] }, true],
  ])('%j', (filter, expected) => {
    expect(holds(filter)).toBe(expected);
  });

  it('knows nothing of what is not in the catalogue', () => {
    expect(itemRule({ attribute: 'price', atLeast: 0 })(undefined)).toBe(false);
    expect(itemRule({ attribute: 'price', atLeast: 0 })({ itemId: 'bare' })).toBe(false);
  });

  it.each<[unknown, string, string]>([
    [{ performed: 'Ordered' }, 'INPUT_INVALID', 'where'],
    [{ attribute: 'price', atMostTrait: 'budget' }, 'INPUT_INVALID', 'where'],
    [{ all: [{ trait: 'plan', is: 'paid' }] }, 'INPUT_INVALID', 'where.all[0]'],
    [{ attribute: 'price', atmost: 9, atLeast: 1 }, 'INPUT_INVALID', 'where.atmost'],
    [{ attribute: '__proto__', exists: true }, 'INPUT_KEY_FORBIDDEN', 'where.attribute'],
    [JSON.parse('{"__proto__":{"all":[]}}'), 'INPUT_KEY_FORBIDDEN', 'where'],
    [{ any: Array(600).fill({ any: [] }) }, 'INPUT_TOO_MANY_KEYS', 'where.any'],
  ])('%j is refused', (filter, code, field) => {
    const named = code === 'INPUT_TOO_MANY_KEYS' ? expect.stringContaining(field) : field;
    expect(() => holds(filter)).toThrow(expect.objectContaining({ code: `SINTONIA_${code}`, field: named }));
  });
});
