import { describe, expect, it } from 'vitest';
import { signalFilter } from './signal-filter.js';

const order = (properties: Record<string, string>, value?: number) => ({
  id: '1',
  type: 'Order Completed',
  person: 'ana',
  timestamp: 0,
  receivedAt: 0,
  properties,
  ...(value === undefined ? {} : { value }),
});

describe('signalFilter', () => {
  it('asks for all tests, and for none without any', () => {
    const passes = signalFilter([
      { property: 'coupon', is: 'spring' },
      { signal: 'value', atLeast: 10 },
    ]);
    expect(passes(order({ coupon: 'spring' }, 10))).toBe(true);
    expect(passes(order({ coupon: 'spring' }, 9))).toBe(false);
    expect(passes(order({}, 10))).toBe(false);
    expect(signalFilter(undefined)(order({}))).toBe(true);
  });

  it('refuses what is none, and names it', () => {
    expect(() => signalFilter([{ signal: 'id', is: 'x' } as never], 'traits.spent.where')).toThrow(
      expect.objectContaining({ code: 'SINTONIA_INPUT_INVALID', field: 'traits.spent.where[0].signal' }),
    );
    const forbidden = [{ property: '__proto__', is: 1 }];
    expect(() => signalFilter(forbidden)).toThrow(
      expect.objectContaining({ code: 'SINTONIA_INPUT_KEY_FORBIDDEN', field: 'where[0].property' }),
    );
  });
});
