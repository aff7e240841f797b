import { expect, it } from 'vitest';
import { testEngine } from '../test-engine.fixture.js';

it("Segment's e-commerce events are taken as they come", async () => {
  const { engine, testClock } = await testEngine();
  const order = {
    order_id: '50314b8e',
    products: [
      { product_id: 'mug', price: 4, quantity: 2 },
      { product_id: 'tea', price: 1.5 },
    ],
  };
  await engine.collect([
    { type: 'Product Viewed', userId: 'ana', properties: { product_id: 'mug', name: 'Mug', price: 4 } },
    { type: 'Order Completed', userId: 'ana', properties: order },
    { type: 'Order Completed', userId: 'ana', properties: { ...order, revenue: 25 } },
    { type: 'Order Completed', userId: 'ana', properties: { ...order, revenue: 25 }, value: 100 },
    { type: 'Order Refunded', userId: 'ana', properties: { order_id: '50314b8e', total: 30 } },
  ]);
  expect(await engine.profileOf({ userId: 'ana' })).toMatchObject({ revenue: 9.5 + 25 + 100 - 30 });
  const { signals } = await engine.privacy.export({ userId: 'ana' });
  expect(signals[0]).toMatchObject({ itemId: 'mug', value: 4, receivedAt: testClock.now() });
});
