import { describe, expect, it } from 'vitest';
import { shop } from './admin-server.fixture.js';
import { customer, delivered, product } from './payloads.fixture.js';
import { shopify } from './shopify.js';

const secret = 'test_secret_key';
const collectorOf = () => shopify({ shop, secret }).collectors[0];

describe('a product', () => {
  it('says when it was changed, so that the engine leaves out what was overtaken', () => {
    const [item] = collectorOf().parse(delivered('products/update', product)).items ?? [];
    expect(item?.updatedAt).toBe(Date.UTC(2026, 0, 2, 13, 59, 11));
    const [identity] = collectorOf().parse(delivered('customers/update', customer)).identities ?? [];
    expect(identity?.updatedAt).toBe(Date.UTC(2026, 0, 3));
  });

  it.each([
    [{ inventory_policy: 'deny', inventory_quantity: 0 }, false],
    [{ inventory_policy: 'deny', inventory_quantity: -2 }, false],
    [{ inventory_policy: 'deny', inventory_quantity: 3 }, true],
    [{ inventory_policy: 'continue', inventory_quantity: 0 }, true],
    // Before 2024-07 null said that nobody counts it.
    [{ inventory_policy: 'deny', inventory_quantity: 0, inventory_management: null }, true],
    [{ inventory_policy: 'deny', inventory_quantity: 0, inventory_management: 'shopify' }, false],
    [{}, undefined],
    [{ inventory_policy: 'deny' }, undefined],
  ])('with %j can be had: %s', (stock, available) => {
    const of = (payload: object) => collectorOf().parse(delivered('products/update', payload)).items?.[0]?.available;
    const soldOut = { id: 2, inventory_policy: 'deny', inventory_quantity: 0 };
    expect(of({ ...product, variants: [{ id: 1, ...stock }] })).toBe(available);
    expect(of({ ...product, variants: [soldOut, { id: 1, ...stock }] })).toBe(available);
    expect(of({ ...product, status: 'draft', variants: [{ id: 1, ...stock }] })).toBe(false);
    expect(of({ ...product, variants: [] })).toBeUndefined();
  });

  it('may be as many items as it has variants', () => {
    const [collector] = shopify({ shop, secret, items: 'variant' }).collectors;
    expect(collector.parse(delivered('products/create', product)).items).toMatchObject([
      { itemId: '808950810', title: 'IPod Nano - 8GB, Pink', available: true },
      { itemId: '49148385', title: 'IPod Nano - 8GB, Red', available: false },
    ]);
  });

  it('takes the variants along that it has no more, and all of them when it is gone', () => {
    const [collector] = shopify({ shop, secret, items: 'variant' }).collectors;
    const groupsOf = (topic: string, payload: object) => collector.parse(delivered(topic, payload)).itemGroups;
    const [groupId, updatedAt] = ['632910392', Date.UTC(2026, 0, 2, 13, 59, 11)];
    expect(groupsOf('products/update', product)).toEqual([{ groupId, itemIds: ['808950810', '49148385'], updatedAt }]);
    // As Shopify tells of a product of more variants than fit.
    const variant_gids = ['1', '2'].map((id) => ({ admin_graphql_api_id: `gid://shopify/ProductVariant/${id}` }));
    const [group] = groupsOf('products/update', { ...product, variant_gids }) ?? [];
    expect(group?.itemIds).toEqual(['1', '2']);
    // A subscription may leave them out.
    expect(groupsOf('products/update', { ...product, variants: undefined })).toBeUndefined();
    expect(groupsOf('products/delete', { id: 632910392 })).toEqual([{ groupId, itemIds: [] }]);
  });
});
