import { createHmac } from 'node:crypto';
import { Fields } from '@sintonia/adapter-kit';
import { isSintoniaError, parseJson, SintoniaError } from '@sintonia/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AdminApi } from './admin/admin-api.js';
import { bulkResult, startBulk } from './admin/bulk-operation.js';
import { stages } from './admin/stages.js';
import { stockedItems } from './admin/stocked-items.js';
import { accessToken, shop } from './admin-server.fixture.js';
import { customerNode, orderNode, productNode, refundedNode } from './nodes.fixture.js';
import {
  cart,
  checkout,
  customer,
  dataRequest,
  delivered,
  goodwill,
  order,
  pixelEvent,
  product,
  redact,
  refund,
  smsConsent,
  stockLevel,
} from './payloads.fixture.js';
import { selectedNode } from './selected.fixture.js';
import { shopify } from './shopify.js';
import { readShopifyOptions } from './shopify-options.js';
import { readRecords } from './write-back/customer-record.js';

const numRuns = process.env.SINTONIA_DEEP ? 100_000 : 1_000;
const timeout = process.env.SINTONIA_DEEP ? 1_800_000 : 60_000;
const [webhooks, pixel] = shopify({ shop, secret: 'test_secret_key' }).collectors;
const settings = readShopifyOptions({ shop, secret: 'test_secret_key' });
const nodes = { products: productNode, customers: customerNode, orders: orderNode, refunds: refundedNode };
const { signal: abort } = new AbortController();
const gone = () => new SintoniaError('ABORTED', 'No test waits.');
const line = { quantity: 1, variant: { id: '1', price: { amount: 1 } } };

const parsers: readonly [string, unknown, (payload: never) => unknown][] = [
  ...(
    [
      ['orders/create', { ...order, refunds: [refund] }],
      ['refunds/create', refund],
      ['products/update', product],
      ['customers/update', customer],
      ['carts/update', cart],
      ['checkouts/update', checkout],
      ['customers/redact', redact],
      ['customers/data_request', dataRequest],
      ['products/delete', { id: 1 }],
      ['customers_email_marketing_consent/update', { ...customer, customer_id: 1 }],
      ['customers_marketing_consent/update', smsConsent],
      ['orders/cancelled', { ...order, cancelled_at: order.created_at, refunds: [refund, goodwill] }],
    ] as const
  ).map(([topic, payload]): (typeof parsers)[number] => [
    topic,
    payload,
    (value) => webhooks.parse(delivered(topic, value)),
  ]),
  [
    'a pixel event',
    pixelEvent('checkout_started', { checkout: { token: 't', lineItems: [line] } }),
    (value) => pixel.parse(value),
  ],
  ...stages.map((stage): (typeof parsers)[number] => [
    `a node of ${stage.name}`,
    selectedNode(stage.query, { ...nodes[stage.name] }),
    (value) => stage.read(new Fields(value), settings),
  ]),
];

/** The payload with one thing in it, at any depth, replaced or gone. */
const changed = (payload: unknown): fc.Arbitrary<unknown> =>
  fc.tuple(fc.infiniteStream(fc.nat(20)), fc.anything({ maxDepth: 2, withNullPrototype: true })).map(([turns, by]) => {
    const change = (value: unknown): unknown => {
      const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
      const turn = turns.next().value ?? 0;
      const key = keys[turn % Math.max(1, keys.length)];
      if (key === undefined || turn === 0) return by;
      const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
      copy[key] = change(copy[key]);
      return copy;
    };
    return change(payload);
  });

describe('only coded errors come', () => {
  it.each(parsers)('of %s', { timeout }, (_, payload, read) => {
    fc.assert(
      fc.property(changed(payload), (value) => {
        // What arrives is an object, as JSON or the Admin API's nodes.
        if (typeof value !== 'object' || value === null) return;
        try {
          read(value as never);
        } catch (error) {
          if (!isSintoniaError(error)) throw error;
          expect(error.field).toBeTypeOf('string');
        }
      }),
      { seed: 7, numRuns },
    );
  });

  const coded = async (work: () => unknown) => {
    try {
      await work();
    } catch (error) {
      if (!isSintoniaError(error)) throw error;
    }
  };

  const metafields = { nodes: [{ key: 'traits', value: '{}' }] };
  const bulkOperation = { id: '1', status: 'FAILED', errorCode: 'TIMEOUT', url: null };
  const people = [{ userId: '1' }, { userId: '2' }];
  const stocked = { variants: { nodes: [{ product: selectedNode(stages[0].query, productNode) }] } };
  it.each<[string, unknown, (api: AdminApi) => Promise<unknown>]>([
    [
      'what is known of customers',
      { nodes: [{ id: '1', tags: ['sintonia:a'], metafields }, null] },
      (api) => readRecords(api, people, settings),
    ],
    ['a bulk operation that begins', { bulk: { bulkOperation } }, (api) => startBulk(api, '{}', abort)],
    ['a bulk operation that goes on', { bulkOperation }, (api) => bulkResult(api, '1', abort)],
    ['a place in a warehouse', { inventoryItem: stocked }, (api) => stockedItems(api, '1', 'product', abort)],
  ])('of an answer about %s', { timeout }, async (_, data, work) => {
    const law = fc.asyncProperty(changed(data), async (value) => {
      const run = async () => new Fields(value, 'data');
      // As `change` reads it, and without its waits.
      const change = async () => (await run()).object('bulk');
      await coded(() => work({ run, change, pause: () => Promise.reject(gone()) } as unknown as AdminApi));
    });
    await fc.assert(law, { seed: 7, numRuns });
  });

  it('of a level of stock', { timeout }, async () => {
    const fetch = async () => Response.json({ data: { inventoryItem: null } });
    const [collector] = shopify({ shop, secret: 'test_secret_key', accessToken, fetch, attempts: 1 }).collectors;
    const headers = { 'x-shopify-topic': 'inventory_levels/update' };
    const request = { method: 'POST', url: '/', headers, rawBody: Buffer.from(''), receivedAt: 0 };
    const law = fc.asyncProperty(changed(stockLevel), async (value) => {
      await coded(() => collector.parse(value, request));
      await coded(() => collector.lookUp(value, request));
    });
    await fc.assert(law, { seed: 7, numRuns });
  });

  it("of a proxy's query, of which nobody is let in who did not sign it", { timeout }, async () => {
    const names = fc.constantFrom('shop', 'timestamp', 'signature', 'logged_in_customer_id', 'key', '', '__proto__');
    const values = fc.oneof(fc.constantFrom(shop, '1767225600', '7', '7,', 'a'.repeat(64), '%', '%00'), fc.string());
    const urls = fc.array(fc.tuple(names, values), { maxLength: 8 }).map((pairs) => {
      return `/?${pairs.map(([name, value]) => `${name}=${value}`).join('&')}`;
    });
    const viewed = pixelEvent('page_viewed', {});
    const law = fc.asyncProperty(fc.oneof(urls, fc.string()), async (url) => {
      const request = { method: 'POST', url, headers: {}, rawBody: Buffer.from('{}'), receivedAt: 1767225600000 };
      await expect(pixel.verify(request)).rejects.toMatchObject({ code: 'SINTONIA_WEBHOOK_UNVERIFIED' });
      const { identities = [] } = pixel.parse(viewed, request);
      for (const { userId } of identities) expect(userId).toMatch(/^\d{1,20}$/);
    });
    await fc.assert(law, { seed: 7, numRuns });
  });

  it('of a request, by what it is signed with and of what bytes', { timeout }, async () => {
    const pieces = fc.constantFrom('{', '}', '[', '"id":', '1', ',', JSON.stringify(order), '\ufeff', '\\', 'é', ' ');
    const bodies = fc.oneof(
      fc.array(pieces, { maxLength: 8 }).map((all) => Buffer.from(all.join(''))),
      fc.uint8Array().map((bytes) => Buffer.from(bytes)),
    );
    const law = fc.asyncProperty(bodies, fc.option(fc.string()), fc.string(), async (rawBody, signature, topic) => {
      const signed = createHmac('sha256', 'test_secret_key').update(rawBody).digest('base64');
      const headers = { 'x-shopify-topic': topic, 'x-shopify-hmac-sha256': signature ?? signed };
      const request = { method: 'POST', url: '/', headers, rawBody, receivedAt: 0 };
      const failure: unknown = await webhooks.verify(request).catch((error: unknown) => error);
      if (signature !== null) {
        expect(failure).toMatchObject({ code: 'SINTONIA_WEBHOOK_UNVERIFIED' });
        return;
      }
      expect(failure).toBeUndefined();
      try {
        webhooks.parse(parseJson(rawBody), request);
      } catch (error) {
        if (!isSintoniaError(error)) throw error;
      }
    });
    await fc.assert(law, { seed: 7, numRuns });
  });
});
