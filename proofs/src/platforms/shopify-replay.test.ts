import { createHmac } from 'node:crypto';
import { createEngine } from '@sintonia/core';
import { shopify } from '@sintonia/shopify';
import { inMemory } from '@sintonia/testing';
import { expect, it } from 'vitest';

const secret = 'test_secret_key';
const order = {
  id: 450789469,
  processed_at: '2025-12-05T15:00:00Z',
  currency: 'USD',
  financial_status: 'paid',
  customer: { id: 207119551 },
  // As large as real ones: more keys than an engine takes from anybody.
  line_items: Array.from({ length: 60 }, (_, index) => ({
    id: 466157000 + index,
    product_id: 632910392,
    variant_id: 808950810,
    quantity: 1,
    price: '10.00',
    properties: Array.from({ length: 20 }, () => ({ name: 'a', value: 'b' })),
  })),
};

it('an order of Shopify that comes a hundred times at once, by several topics, counts once', async () => {
  const plugins = [shopify({ shop: 'mugs.myshopify.com', secret })];
  const { options, clock } = inMemory({ plugins });
  const engine = await createEngine(options);
  const rawBody = Buffer.from(JSON.stringify(order));
  const signature = createHmac('sha256', secret).update(rawBody).digest('base64');
  const topics = ['orders/create', 'orders/paid', 'orders/updated'];
  const results = await Promise.all(
    Array.from({ length: 100 }, (_, index) => {
      const headers = { 'x-shopify-topic': topics[index % 3], 'x-shopify-hmac-sha256': signature };
      return engine.receive('shopify', { method: 'POST', url: '/', headers, rawBody, receivedAt: clock.now() });
    }),
  );
  expect(results.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(60);
  const profile = await engine.profileOf({ userId: '207119551' });
  expect(profile).toMatchObject({ revenue: 600, counts: { 'Order Completed': 60 } });
  await engine.close();
});
