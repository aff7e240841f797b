import { createHmac } from 'node:crypto';
import type { WebhookRequest } from '@sintonia/spec';
import { type CollectorSample, collectorSuite, destinationSuite, type PlatformBehaviour } from '@sintonia/testing';
import { accessToken, adminServer, type Behaviour, json, shop } from './admin-server.fixture.js';
import { customerNode, orderNode, productNode, refundedNode } from './nodes.fixture.js';
import {
  cart,
  checkout,
  customer,
  dataRequest,
  delivered,
  order,
  pixelEvent,
  product,
  redact,
  refund,
  smsConsent,
} from './payloads.fixture.js';
import { shopify } from './shopify.js';

const secret = 'test_secret_key';
const sampleOf = (topic: string, payload: unknown, means?: CollectorSample['means']): CollectorSample => ({
  name: topic,
  payload: delivered(topic, payload),
  ...(means && { means }),
});

const samples = [
  sampleOf('orders/create', order, {
    signals: [
      {
        id: 'shopify:order:450789469:466157049',
        type: 'Order Completed',
        userId: '207119551',
        itemId: '632910392',
        value: 378,
        timestamp: Date.UTC(2026, 0, 5, 15),
      },
      {
        id: 'shopify:order:450789469:466157050',
        type: 'Order Completed',
        userId: '207119551',
        value: 5.1,
        timestamp: Date.UTC(2026, 0, 5, 15),
      },
    ],
  }),
  sampleOf('refunds/create', refund),
  sampleOf('products/update', product, {
    items: [
      { itemId: '632910392', title: 'IPod Nano - 8GB', available: true, attributes: { price: 189, vendor: 'Apple' } },
    ],
  }),
  sampleOf('products/delete', { id: 788032119 }),
  sampleOf('customers/update', customer, {
    identities: [{ userId: '207119551', traits: { email: 'bob@example.com', firstName: 'Bob' } }],
    consents: [
      { userId: '207119551', purposes: ['marketing'], granted: true, at: Date.UTC(2026, 0, 1) },
      { userId: '207119551', purposes: ['sms-marketing'], granted: false, at: Date.UTC(2026, 0, 2) },
    ],
  }),
  sampleOf('customers_email_marketing_consent/update', {
    customer_id: 1,
    email_marketing_consent: customer.email_marketing_consent,
  }),
  sampleOf('customers_marketing_consent/update', smsConsent, {
    consents: [{ userId: '207119551', purposes: ['sms-marketing'], granted: false, at: Date.UTC(2026, 0, 5) }],
  }),
  sampleOf('carts/update', cart, { signals: [{ type: 'Product Added', value: 30, anonymousId: cart.token } as never] }),
  sampleOf('checkouts/create', checkout, { identities: [{ userId: '207119551', anonymousId: cart.token }] }),
  sampleOf('customers/redact', redact, { erasures: [{ userId: '191167' }] }),
  sampleOf('customers/data_request', dataRequest, {
    requests: [{ kind: 'export', person: { userId: '191167' }, source: 'shopify', id: '9999' }],
  }),
  sampleOf('shop/redact', { shop_id: 954889 }, { requests: [{ kind: 'eraseAll', source: 'shopify' }] }),
  sampleOf('app/uninstalled', { id: 1 }, {}),
];

function signed(): WebhookRequest {
  const rawBody = Buffer.from(JSON.stringify(order));
  const signature = createHmac('sha256', secret).update(rawBody).digest('base64');
  const headers = {
    'x-shopify-topic': 'orders/create',
    'x-shopify-hmac-sha256': signature,
    'x-shopify-shop-domain': shop,
  };
  return { method: 'POST', url: '/webhooks/shopify', headers, rawBody, receivedAt: 0 };
}

for (const history of ['pages', 'bulk'] as const) {
  collectorSuite(`shopify, history by ${history}`, {
    async start() {
      const server = await adminServer();
      Object.assign(server.nodes, {
        products: [productNode],
        customers: [customerNode],
        orders: [orderNode],
        refunds: [refundedNode],
      });
      const [collector] = shopify({ shop, secret, accessToken, history, fetch: server.fetch }).collectors;
      return { collector, samples, signed, backfillSince: 1, stop: server.close };
    },
  });
}

const variant = { id: '808950810', price: { amount: 10, currencyCode: 'USD' }, product: { id: '632910392' } };
const notSigned = 'A browser can sign nothing: the app proxy signs the address, which pixel.test.ts checks.';

collectorSuite('shopify-pixel', {
  start() {
    const [, collector] = shopify({ shop, secret, pixelKey: 'a-key-of-16-letters' }).collectors;
    const request = {
      method: 'POST',
      url: '/?key=a-key-of-16-letters',
      headers: {},
      rawBody: Buffer.from('{}'),
      receivedAt: 0,
    };
    return {
      collector,
      signed: () => request,
      samples: [
        {
          name: 'page',
          payload: pixelEvent('page_viewed', {}),
          means: { signals: [{ type: 'Page Viewed', properties: { path: '/products/mug' } } as never] },
        },
        {
          name: 'product',
          payload: pixelEvent('product_viewed', { productVariant: variant }),
          means: { signals: [{ type: 'Product Viewed', itemId: '632910392', value: 10 } as never] },
        },
        { name: 'collection', payload: pixelEvent('collection_viewed', { collection: { id: '1' } }) },
        { name: 'search', payload: pixelEvent('search_submitted', { searchResult: { query: 'mug' } }) },
        {
          name: 'added',
          payload: pixelEvent('product_added_to_cart', { cartLine: { merchandise: variant, quantity: 2 } }),
          means: { signals: [{ type: 'Product Added', value: 20 } as never] },
        },
        {
          name: 'checkout',
          payload: pixelEvent('checkout_started', {
            checkout: { token: 't-1', lineItems: [{ quantity: 1, variant }] },
          }),
          means: { signals: [{ id: 'shopify:checkout:t-1:808950810' } as never] },
        },
        {
          name: 'consent',
          payload: pixelEvent('visitorConsentCollected', {}),
          means: {
            consents: [
              { purposes: ['analytics'], granted: true } as never,
              { purposes: ['personalisation'] } as never,
              { purposes: ['advertising'], granted: false } as never,
              { purposes: ['sale-of-data'] } as never,
            ],
          },
        },
      ],
    };
  },
  skip: {
    'a body with one bit changed is refused': notSigned,
    'a request without its headers, or with any bit of the signature changed, is refused': notSigned,
  },
});

const refusals: Record<Exclude<PlatformBehaviour, 'accept' | 'unreachable'>, Behaviour> = {
  busy: (response) => json(response, 429, {}, { 'retry-after': '0' }),
  unauthorised: (response) => json(response, 401, { errors: '[API] Invalid API key or access token' }),
};

destinationSuite('shopify', {
  async start() {
    const server = await adminServer();
    const ids = ['11', '22', '33'];
    server.add(...ids);
    const [destination] = shopify({ shop, secret, accessToken, attempts: 2, fetch: server.fetch }).destinations;
    if (destination === undefined) throw new Error('There must be a destination.');
    return {
      destination,
      people: ids.map((userId) => ({ userId })),
      refused: { userId: '404' },
      known: ({ userId = '' }) => server.known(userId),
      behave: (behaviour) =>
        server.always(
          behaviour === 'accept' || behaviour === 'unreachable' ? undefined : refusals[behaviour],
          behaviour !== 'unreachable',
        ),
      stop: server.close,
    };
  },
});
