import { createHmac } from 'node:crypto';
import { Fields } from '@sintonia/adapter-kit';
import { isSintoniaError, parseJson } from '@sintonia/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stages } from './admin/stages.js';
import { shop } from './admin-server.fixture.js';
import {
  cart,
  checkout,
  customer,
  customerNode,
  dataRequest,
  delivered,
  order,
  orderNode,
  pixelEvent,
  product,
  productNode,
  redact,
  refund,
  refundedNode,
} from './payloads.fixture.js';
import { selectedNode } from './selected.fixture.js';
import { shopify } from './shopify.js';
import { readShopifyOptions } from './shopify-options.js';

const numRuns = process.env.SINTONIA_DEEP ? 100_000 : 1_000;
const timeout = process.env.SINTONIA_DEEP ? 1_800_000 : 60_000;
const [webhooks, pixel] = shopify({ shop, secret: 'test_secret_key' }).collectors;
const settings = readShopifyOptions({ shop, secret: 'test_secret_key' });
const nodes = { products: productNode, customers: customerNode, orders: orderNode, refunds: refundedNode };
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
