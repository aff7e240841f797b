import '@shopify/shopify-api/adapters/node';
import { createHmac } from 'node:crypto';
import { ApiVersion, shopifyApi } from '@shopify/shopify-api';
import { Fields } from '@sintonia/adapter-kit';
import { isSintoniaError, type WebhookRequest } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { stages } from './admin/stages.js';
import { shop } from './admin-server.fixture.js';
import { orderSignals } from './meaning/order.js';
import { cart, customer, delivered, order, orderNode, product, refund, refundedNode } from './payloads.fixture.js';
import { selectedNode } from './selected.fixture.js';
import { shopify } from './shopify.js';

const secret = 'test_secret_key';
const collectorOf = (secrets: string | string[] = secret) => shopify({ shop, secret: secrets }).collectors[0];
const sign = (body: string | Uint8Array, by = secret) => createHmac('sha256', by).update(body).digest('base64');

function request(body: string | Uint8Array, signature = sign(body), headers = {}): WebhookRequest {
  const all = { 'X-Shopify-Topic': 'orders/create', 'X-Shopify-Hmac-Sha256': signature, ...headers };
  return { method: 'POST', url: '/', headers: all, rawBody: Buffer.from(body), receivedAt: 0 };
}

async function isTaken(one: WebhookRequest, secrets?: string[]): Promise<boolean> {
  try {
    await collectorOf(secrets).verify(one);
    return true;
  } catch (error) {
    if (!isSintoniaError(error, 'WEBHOOK_UNVERIFIED')) throw error;
    return false;
  }
}

describe('the signature of a webhook', () => {
  it("is the one of Shopify's vector", async () => {
    expect(await isTaken(request('{"foo": "bar"}', 'B23tXN681gZ0qIWNRrgtzBE9XSDo5yaUu6wfmhu3a7g='))).toBe(true);
    expect(await isTaken(request('{"foo":"bar"}', 'B23tXN681gZ0qIWNRrgtzBE9XSDo5yaUu6wfmhu3a7g='))).toBe(false);
  });

  it('may be of any secret while one is rotated, and of no other', async () => {
    const body = JSON.stringify(order);
    for (const by of ['new-secret-1', 'old-secret-1']) {
      expect(await isTaken(request(body, sign(body, by)), ['new-secret-1', 'old-secret-1'])).toBe(true);
    }
    expect(await isTaken(request(body, sign(body, 'other-secret')), ['new-secret-1', 'old-secret-1'])).toBe(false);
  });

  it('covers every bit of a body of 300 bytes and counts with every bit of itself', async () => {
    const body = Buffer.from(JSON.stringify({ note: 'x'.repeat(289) }));
    expect(body).toHaveLength(300);
    let taken = 0;
    const flipped = (bytes: Uint8Array, bit: number) => {
      const copy = Buffer.from(bytes);
      copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return copy;
    };
    for (let bit = 0; bit < 2400; bit++) taken += Number(await isTaken(request(flipped(body, bit), sign(body))));
    const signature = Buffer.from(sign(body));
    for (let bit = 0; bit < signature.length * 8; bit++) {
      taken += Number(await isTaken(request(body, flipped(signature, bit).toString('latin1'))));
    }
    expect(taken).toBe(0);
  });

  it("is judged as Shopify's own library judges it", async () => {
    const { webhooks } = shopifyApi({
      apiKey: 'key',
      apiSecretKey: secret,
      hostName: 'app.example.com',
      apiVersion: ApiVersion.January26,
      isEmbeddedApp: false,
      logger: { log: () => {} },
    });
    for (const body of ['{"foo": "bar"}', JSON.stringify(order), '{"ñ":"😀"}']) {
      for (const by of [secret, 'other-secret']) {
        const headers = {
          'x-shopify-api-version': '2026-01',
          'x-shopify-shop-domain': shop,
          'x-shopify-webhook-id': '1',
          'x-shopify-topic': 'orders/create',
          'x-shopify-hmac-sha256': sign(body, by),
        };
        const { valid } = await webhooks.validate({
          rawBody: body,
          rawRequest: { headers, method: 'POST', url: '/' } as never,
        });
        expect(await isTaken(request(body, sign(body, by)))).toBe(valid);
        expect(valid).toBe(by === secret);
      }
    }
  });

  it('of another shop is not for us', async () => {
    expect(await isTaken(request('{}', sign('{}'), { 'X-Shopify-Shop-Domain': 'pots.myshopify.com' }))).toBe(false);
  });
});

const idsOf = (topic: string, payload: unknown, collector = collectorOf()) =>
  (collector.parse(delivered(topic, payload)).signals ?? []).map(({ id }) => id);

/** Of a node of the Admin API, as history reads it. */
function signalsOfNode(name: string, node: unknown) {
  const stage = stages.find((each) => each.name === name);
  if (stage === undefined) throw new Error('There is no such stage.');
  return orderSignals(new Fields(selectedNode(stage.query, node)), 'product');
}

describe('the same thing', () => {
  it('has the same ids and means the same by every topic and by a backfill', () => {
    const created = collectorOf().parse(delivered('orders/create', order)).signals;
    expect(
      collectorOf().parse(delivered('orders/updated', { ...order, updated_at: '2026-02-01T00:00:00Z' })).signals,
    ).toEqual(created);
    expect(signalsOfNode('orders', orderNode)).toEqual(created);
  });

  it('is a refund, by its own topic, within its order, and by a backfill', () => {
    const collector = collectorOf();
    expect(idsOf('refunds/create', refund, collector)).toEqual([]);
    const [within] =
      collector.parse(delivered('orders/updated', { ...order, line_items: [], refunds: [refund] })).signals ?? [];
    expect(within).toMatchObject({
      id: 'shopify:refund:509562969:466157049',
      type: 'Order Refunded',
      value: 378,
      itemId: '632910392',
    });
    expect(idsOf('refunds/create', refund, collector)).toEqual([within?.id]);
    expect(signalsOfNode('refunds', refundedNode)).toEqual([within]);
  });

  it('counts once a cart, however often the cart changes', () => {
    expect(idsOf('carts/update', { ...cart, updated_at: '2026-01-05T00:00:00Z' })).toEqual(idsOf('carts/create', cart));
  });
});

describe('an order', () => {
  it('that is cancelled takes its value back only where nothing was paid', () => {
    const values = (financial_status: string) =>
      collectorOf()
        .parse(delivered('orders/cancelled', { ...order, financial_status, cancelled_at: '2026-01-06T00:00:00Z' }))
        .signals?.filter(({ type }) => type === 'Order Cancelled')
        .map(({ value }) => value);
    expect(values('voided')).toEqual([378, 5.1]);
    expect(values('refunded')).toEqual([0, 0]);
  });

  it('of a test, or of nobody, means nothing', () => {
    expect(idsOf('orders/create', { ...order, test: true })).toEqual([]);
    expect(idsOf('orders/create', { ...order, customer: null, cart_token: null })).toEqual([]);
  });

  it('of a guest is of the cart', () => {
    const [first] = collectorOf().parse(delivered('orders/create', { ...order, customer: null })).signals ?? [];
    expect(first).toMatchObject({ anonymousId: order.cart_token });
  });
});

describe('a product', () => {
  it('says when it was changed, so that the engine leaves out what was overtaken', () => {
    const [item] = collectorOf().parse(delivered('products/update', product)).items ?? [];
    expect(item?.updatedAt).toBe(Date.UTC(2026, 0, 2, 13, 59, 11));
    const [identity] = collectorOf().parse(delivered('customers/update', customer)).identities ?? [];
    expect(identity?.updatedAt).toBe(Date.UTC(2026, 0, 3));
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
