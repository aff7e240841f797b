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
async function receiving(topic: string, payload: object) {
  const { options, clock } = inMemory({ plugins: [shopify({ shop: 'mugs.myshopify.com', secret })] });
  const engine = await createEngine({ ...options, store: sqlite(join(folder, 'shop.db')) });
  const rawBody = Buffer.from(JSON.stringify(payload));
  const signature = createHmac('sha256', secret).update(rawBody).digest('base64');
  const headers = { 'x-shopify-topic': topic, 'x-shopify-hmac-sha256': signature };
  await engine.receive('shopify', { method: 'POST', url: '/', headers, rawBody, receivedAt: clock.now() });
  const known = [await engine.catalog.get('1'), (await engine.profileOf({ userId: '7' })).traits] as const;
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
