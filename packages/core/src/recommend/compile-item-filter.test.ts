import type { ItemFilter } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { coded } from '../test-engine.fixture.js';
import { compileItemFilter } from './compile-item-filter.js';

const mug = { itemId: 'mug', attributes: { colour: 'blue', price: 8, tags: ['tea', 'gift'], sold: null, fair: true } };

const holds = (filter: unknown) => compileItemFilter(filter as ItemFilter)(mug);

describe('an item filter', () => {
  it.each<[unknown, boolean]>([
    [undefined, true],
    [{ attribute: 'colour', is: 'blue' }, true],
    [{ attribute: 'colour', is: 'red' }, false],
    [{ attribute: 'fair', is: true }, true],
    [{ attribute: 'tags', is: 'gift' }, true],
    [{ attribute: 'tags', in: ['coffee', 'tea'] }, true],
    [{ attribute: 'tags', in: [] }, false],
    [{ attribute: 'price', atLeast: 8, atMost: 8 }, true],
    [{ attribute: 'price', atMost: 7.99 }, false],
    [{ attribute: 'colour', atLeast: 0 }, false],
    [{ attribute: 'sold', is: null }, false],
    [{ attribute: 'size', is: 'L' }, false],
    [{ attribute: 'toString', is: 'x' }, false],
    [{ not: { attribute: 'size', is: 'L' } }, true],
    [{ all: [] }, true],
    [{ any: [] }, false],
    [{ all: [{ attribute: 'price', atMost: 9 }, { any: [{ attribute: 'tags', is: 'tea' }] }] }, true],
  ])('%j', (filter, expected) => {
    expect(holds(filter)).toBe(expected);
  });

  it('nothing is known of what is not in the catalogue', () => {
    expect(compileItemFilter({ attribute: 'price', atLeast: 0 })(undefined)).toBe(false);
  });

  it.each<[unknown, string, string]>([
    ['blue', 'INPUT_INVALID', 'where'],
    [null, 'INPUT_INVALID', 'where'],
    [{}, 'INPUT_INVALID', 'where'],
    [{ attribute: 7, is: 1 }, 'INPUT_INVALID', 'where'],
    [{ attribute: 'price' }, 'INPUT_INVALID', 'where'],
    [{ attribute: 'price', atMost: '9' }, 'INPUT_INVALID', 'where.atMost'],
    [{ attribute: 'price', in: 9 }, 'INPUT_INVALID', 'where.in'],
    [{ attribute: 'price', is: undefined }, 'INPUT_INVALID', 'where.is'],
    [{ all: { attribute: 'price', is: 1 } }, 'INPUT_INVALID', 'where.all'],
    [{ any: [{ all: [7] }] }, 'INPUT_INVALID', 'where.any[0].all[0]'],
    [{ not: undefined }, 'INPUT_INVALID', 'where.not'],
  ])('%j is refused, and the part named', (filter, code, field) => {
    expect(() => holds(filter)).toThrow(expect.objectContaining(coded(code, field)));
  });

  it('that is too deep is refused before it is compiled', () => {
    let filter: object = { attribute: 'price', is: 8 };
    for (let level = 0; level < 5_000; level++) filter = { not: filter };
    expect(() => holds(filter)).toThrow(expect.objectContaining(coded('INPUT_TOO_DEEP')));
  });
});
