import { describe, expect, it } from 'vitest';
import { declarationsFor, orderTypesAmong, signalTypeOf } from './signal-types.js';

describe('the type of a line', () => {
  it.each([
    [{}, 'Order Completed'],
    [{ value: 0 }, 'Order Completed'],
    [{ value: -2.5 }, 'Order Refunded'],
    [{ type: 'add_to_cart' }, 'Product Added'],
    [{ type: 'Order Completed', value: -1 }, 'Order Refunded'],
    [{ type: 'view', value: -1 }, 'Product Viewed'],
    [{ type: 'shared' }, 'shared'],
  ])('%o: %s', (row, type) => expect(signalTypeOf(row)).toBe(type));
});

it('declares what the engine has never heard of, and nothing else', () => {
  expect(declarationsFor(['Order Completed', 'Product Viewed', 'shared'])).toEqual({
    shared: { weight: 1, consumes: true },
  });
});

it('takes orders for orders, and without any whatever speaks for an item', () => {
  expect(orderTypesAmong(['Product Viewed', 'Order Completed'])).toEqual(['Order Completed']);
  expect(orderTypesAmong(['shared', 'Content Skipped'])).toEqual(['shared']);
});
