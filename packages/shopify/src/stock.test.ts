import type { WebhookRequest } from '@sintonia/spec';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accessToken, adminServer, shop } from './admin-server.fixture.js';
import { productNode } from './nodes.fixture.js';
import { stockLevel as level } from './payloads.fixture.js';
import { shopify } from './shopify.js';

type Server = Awaited<ReturnType<typeof adminServer>>;
let server: Server;
beforeEach(async () => {
  server = await adminServer();
});
afterEach(() => server.close());

const secret = 'test_secret_key';
const request = (topic: string): WebhookRequest => {
  const rawBody = Buffer.from(JSON.stringify(level));
  return { method: 'POST', url: '/', headers: { 'x-shopify-topic': topic }, rawBody, receivedAt: 0 };
};
const collector = (options = {}) =>
  shopify({ shop, secret, accessToken, fetch: server.fetch, ...options }).collectors[0];
const lookUp = (options = {}, payload: unknown = level) =>
  collector(options).lookUp(payload, request('inventory_levels/update'));

function sell(...left: readonly boolean[]) {
  const nodes = left.map((availableForSale, index) => ({ ...productNode.variants.nodes[index], availableForSale }));
  const product = { ...productNode, updatedAt: '2026-01-05T10:00:00Z', variants: { ...productNode.variants, nodes } };
  const one = { product };
  server.nodes.stock = [{ id: 'gid://shopify/InventoryItem/808950810', variants: { nodes: [one, one] } }];
}

describe('a level of stock that changed', () => {
  it('is about the product, which may still be had from another place or in another variant', async () => {
    sell(false, true);
    expect((await lookUp()).items).toMatchObject([
      { itemId: '632910392', available: true, updatedAt: Date.UTC(2026, 0, 5, 10) },
    ]);
    sell(false, false);
    expect((await lookUp()).items).toMatchObject([{ itemId: '632910392', available: false, title: 'IPod Nano - 8GB' }]);
    expect((await lookUp({ items: 'variant' })).items).toMatchObject([
      { itemId: '808950810', available: false },
      { itemId: '49148385', available: false },
    ]);
  });

  it('means nothing where its thing is gone, or there is no token to ask with, or by another topic', async () => {
    expect(await lookUp()).toEqual({ items: [] });
    expect(await lookUp({ accessToken: undefined })).toEqual({});
    expect(server.sent).toHaveLength(1);
    expect(await collector().lookUp(level, request('orders/create'))).toEqual({});
    expect(collector().parse(level, request('inventory_levels/update'))).toEqual({});
  });

  it('fails as long as Shopify can not be asked, so that it comes again', async () => {
    server.always(undefined, false);
    await expect(lookUp({ attempts: 1 })).rejects.toMatchObject({ code: 'SINTONIA_PLATFORM_TRANSIENT' });
    await expect(lookUp({}, { available: 1 })).rejects.toMatchObject({ field: 'inventory_item_id' });
  });
});
