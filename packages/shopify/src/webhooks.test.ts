import '@shopify/shopify-api/adapters/node';
import { createHmac } from 'node:crypto';
import { ApiVersion, shopifyApi } from '@shopify/shopify-api';
import { Fields } from '@sintonia/adapter-kit';
import { isSintoniaError, type WebhookRequest } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { stages } from './admin/stages.js';
import { shop } from './admin-server.fixture.js';
import { orderSignals } from './meaning/order.js';
import { orderNode, refundedNode } from './nodes.fixture.js';
import { cart, delivered, order, product, refund, smsConsent } from './payloads.fixture.js';
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
  it('of nobody means nothing', () => {
    expect(idsOf('orders/create', { ...order, customer: null, cart_token: null })).toEqual([]);
  });

  it('of a guest is of the cart', () => {
    const [first] = collectorOf().parse(delivered('orders/create', { ...order, customer: null })).signals ?? [];
    expect(first).toMatchObject({ anonymousId: order.cart_token });
  });
});

describe('what comes with a webhook', () => {
  const at = Date.UTC(2026, 0, 9, 8);
  const headers = { 'x-shopify-triggered-at': '2026-01-09T08:00:00.123456789Z', 'x-shopify-event-id': 'e-1' };
  const about = (topic: string, more = {}) => request('{}', '', { ...headers, 'X-Shopify-Topic': topic, ...more });
  const parse = (topic: string, payload: unknown, more = {}) => collectorOf().parse(payload, about(topic, more));

  it('names the delivery: an event, by its topic', () => {
    const { deliveryOf } = collectorOf();
    expect(deliveryOf(about('orders/create'))).toBe('e-1 orders/create');
    expect(deliveryOf(about('orders/paid'))).not.toBe(deliveryOf(about('orders/create')));
    expect(deliveryOf(about('orders/create', { 'x-shopify-event-id': undefined }))).toBeUndefined();
  });

  it('is when it happened, for what has no time of its own', () => {
    const silent = { ...smsConsent.sms_marketing_consent, consent_updated_at: null };
    const consent = { id: 7, sms_marketing_consent: silent };
    expect(parse('customers_marketing_consent/update', consent).consents?.[0]).toMatchObject({ at: at + 123 });
    expect(parse('customers/update', { id: 7, email: 'a@b.c' }).identities?.[0]?.updatedAt).toBe(at + 123);
    expect(parse('products/update', { id: 7, title: 'Mug' }).items?.[0]?.updatedAt).toBe(at + 123);
    expect(parse('products/delete', { id: 7 }).itemGroups?.[0]?.updatedAt).toBe(at + 123);
    expect(parse('products/update', product).items?.[0]?.updatedAt).toBe(Date.UTC(2026, 0, 2, 13, 59, 11));
    const metadata = { 'X-Shopify-Topic': 'customers/update', 'X-Shopify-Triggered-At': '2026-01-09T08:00:00Z' };
    const { identities } = collectorOf().parse({ metadata, payload: { id: 7 } });
    expect(identities?.[0]?.updatedAt).toBe(at);
  });

  it('is left alone where it is no time', () => {
    const odd = { 'x-shopify-triggered-at': 'yesterday' };
    const consent = { id: 7, sms_marketing_consent: { state: 'subscribed' } };
    expect(parse('customers_marketing_consent/update', consent, odd).consents?.[0]).toMatchObject({ at: 0 });
    expect(() => parse('products/update', { id: 7 }, odd)).toThrow(expect.objectContaining({ field: 'created_at' }));
    expect(parse('products/delete', { id: 7 }, odd).itemGroups).toEqual([{ groupId: '7', itemIds: [] }]);
  });

  it('names the request to see what is held, where it has a number', () => {
    const payload = { shop_id: 1, customer: { id: 7 } };
    const [named] = parse('customers/data_request', { ...payload, data_request: { id: 99 } }).requests ?? [];
    expect(named).toMatchObject({ kind: 'export', id: '99' });
    expect(parse('customers/data_request', payload).requests?.[0]).not.toHaveProperty('id');
  });
});
