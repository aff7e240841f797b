import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '@sintonia/core';
import { shopify } from '@sintonia/shopify';
import { sqlite } from '@sintonia/store-sqlite';
import { inMemory } from '@sintonia/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';

const secret = 'test_secret_key';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sintonia-order-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A process of its own: nothing is remembered but what is in the file. */
async function receiving(topic: string, payload: object, items: 'product' | 'variant' = 'product') {
  const { options, clock } = inMemory({ plugins: [shopify({ shop: 'mugs.myshopify.com', secret, items })] });
  const engine = await createEngine({ ...options, store: sqlite(join(folder, 'shop.db')) });
  const rawBody = Buffer.from(JSON.stringify(payload));
  const signature = createHmac('sha256', secret).update(rawBody).digest('base64');
  const headers = { 'x-shopify-topic': topic, 'x-shopify-hmac-sha256': signature };
  await engine.receive('shopify', { method: 'POST', url: '/', headers, rawBody, receivedAt: clock.now() });
  const item = await engine.catalog.get('1');
  const variants = await Promise.all(['11', '12', '13'].map((itemId) => engine.catalog.get(itemId)));
  const known = [item, (await engine.profileOf({ userId: '7' })).traits, variants.map((each) => each?.title)] as const;
  await engine.close();
  return known;
}

const product = (title: string, updated_at: string) => ({ id: 1, title, updated_at, published_at: updated_at });
const customer = (first_name: string, updated_at: string) => ({
  id: 7,
  first_name,
  updated_at,
  created_at: updated_at,
});

it('webhooks that overtook each other leave the newest, also after a restart', async () => {
  await receiving('products/update', product('new', '2025-12-03T00:00:00Z'));
  const [item] = await receiving('products/update', product('old', '2025-12-02T00:00:00Z'));
  expect(item?.title).toBe('new');
  await receiving('customers/update', customer('New', '2025-12-03T00:00:00Z'));
  const [, traits] = await receiving('customers/update', customer('Old', '2025-12-02T00:00:00Z'));
  expect(traits).toEqual({ firstName: 'New' });
  await receiving('products/delete', { id: 1 });
  const [gone] = await receiving('products/update', product('late', '2025-12-03T00:00:00Z'));
  expect(gone).toBeUndefined();
});

it('variants go when their product has them no more, or is gone, whatever comes late', async () => {
  const shirt = (day: number, ...ids: readonly number[]) => ({
    ...product('Shirt', `2025-12-0${day}T00:00:00Z`),
    variants: ids.map((id) => ({ id, title: `${id}` })),
  });
  const variantsAfter = async (topic: string, payload: object) => (await receiving(topic, payload, 'variant'))[2];
  expect(await variantsAfter('products/create', shirt(1, 11))).toEqual(['Shirt, 11', undefined, undefined]);
  expect(await variantsAfter('products/update', shirt(3, 12, 13))).toEqual([undefined, 'Shirt, 12', 'Shirt, 13']);
  expect(await variantsAfter('products/update', shirt(2, 11, 12))).toEqual([undefined, 'Shirt, 12', 'Shirt, 13']);
  expect(await variantsAfter('products/delete', { id: 1 })).toEqual([undefined, undefined, undefined]);
  expect(await variantsAfter('products/update', shirt(4, 11, 12, 13))).toEqual([undefined, undefined, undefined]);
});
