import { describe, expect, it } from 'vitest';
import { commerceProperties } from './commerce-properties.js';

describe('commerceProperties', () => {
  it.each([
    [{ product_id: 'mug' }, { itemId: 'mug' }],
    [{ sku: 507 }, { itemId: '507' }],
    [
      { product_id: 'mug', price: 4, quantity: 3 },
      { itemId: 'mug', value: 12 },
    ],
    [{ price: 4 }, { value: 4 }],
    [{ revenue: 25, total: 30, value: 99 }, { value: 25 }],
    [{ total: 30, value: 99 }, { value: 30 }],
    [{ products: [{ product_id: 'mug', price: 4, quantity: 2 }, { price: 1.5 }] }, { value: 9.5 }],
    [{ products: [{ price: 4 }, { product_id: 'free' }] }, {}],
    [{ products: [] }, {}],
    [{ product_id: ['mug'], revenue: '25', price: null }, {}],
    [{ revenue: 1e300 }, {}],
    [{}, {}],
    [undefined, {}],
  ])('reads %j as %j', (properties, read) => {
    expect(commerceProperties(properties as never)).toEqual(read);
  });
});
