import { createHmac } from 'node:crypto';
import type { WebhookRequest } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { shop } from './admin-server.fixture.js';
import { pixelEvent } from './payloads.fixture.js';
import { signedPart } from './pixel/pixel-collector.js';
import { shopify } from './shopify.js';

const secret = 'hush-hush';
const pixelKey = 'a-key-of-16-letters';
const [, pixel] = shopify({ shop, secret, pixelKey }).collectors;
const at = Date.UTC(2026, 0);

function proxied(query: Record<string, string>, by = secret): string {
  const all = { shop, timestamp: String(at / 1000), path_prefix: '/apps/sintonia', ...query };
  const text = Object.entries(all)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('');
  const signature = createHmac('sha256', by).update(text).digest('hex');
  return `https://app.example.com/webhooks/shopify-pixel?${new URLSearchParams({ ...all, signature })}`;
}
const request = (url: string, receivedAt = at): WebhookRequest => ({
  method: 'POST',
  url,
  headers: {},
  rawBody: Buffer.from('{}'),
  receivedAt,
});
const outcome = (one: WebhookRequest) =>
  pixel.verify(one).then(
    () => 'taken',
    ({ code }) => code,
  );
const refused = 'SINTONIA_WEBHOOK_UNVERIFIED';
const viewed = pixelEvent('page_viewed', {});

describe('a post of the pixel', () => {
  it("is signed as in Shopify's own vector of an app proxy", () => {
    const query = new URLSearchParams(
      'extra=1&extra=2&shop=shop-name.myshopify.com&logged_in_customer_id=1&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555&signature=x',
    );
    expect(createHmac('sha256', 'hush').update(signedPart(query)).digest('hex')).toBe(
      '4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb',
    );
  });

  it('is taken for five minutes where the app proxy has signed it', async () => {
    const url = proxied({ logged_in_customer_id: '7' });
    expect(await outcome(request(url))).toBe('taken');
    for (const seconds of [-299, 299]) expect(await outcome(request(url, at + seconds * 1000))).toBe('taken');
    for (const seconds of [-301, 301]) expect(await outcome(request(url, at + seconds * 1000))).toBe(refused);
  });

  it('is refused where anything of its address was changed', async () => {
    const url = proxied({ logged_in_customer_id: '7' });
    const changes = [
      url.replace('customer_id=7', 'customer_id=8'),
      url.replace(shop, 'pots.myshopify.com'),
      `${url}0`,
      `${url}&a=1`,
      proxied({}, 'other-secret'),
      'https://app.example.com/',
      proxied({}).replace(/signature=.*/, ''),
    ];
    for (const change of changes) expect(await outcome(request(change)), change).toBe(refused);
  });

  it('may bring the key instead', async () => {
    expect(await outcome(request(`/?key=${pixelKey}`))).toBe('taken');
    for (const key of ['', 'x', `${pixelKey}x`]) expect(await outcome(request(`/?key=${key}`))).toBe(refused);
  });

  it("says who it is by Shopify's word only", () => {
    const identities = (url: string) => pixel.parse(viewed, request(url)).identities;
    expect(identities(proxied({ logged_in_customer_id: '7' }))).toEqual([{ userId: '7', anonymousId: '5a5cc3ab-1' }]);
    expect(identities(proxied({ logged_in_customer_id: '' }))).toBeUndefined();
    expect(identities(`/?key=${pixelKey}&logged_in_customer_id=7`)).toBeUndefined();
  });

  it('that has a signed word twice is of nobody', async () => {
    // Signed as one with a comma: whoever splits it in two chooses which is the first.
    const url = proxied({ logged_in_customer_id: '999,' });
    const split = url.replace('logged_in_customer_id=999%2C', 'logged_in_customer_id=999&logged_in_customer_id=');
    expect(split).not.toBe(url);
    expect(await outcome(request(split))).toBe('taken');
    expect(pixel.parse(viewed, request(split)).identities).toBeUndefined();
    for (const name of ['shop', 'timestamp', 'signature']) {
      const again = `${name}=${new URLSearchParams(url.split('?')[1]).get(name)}`;
      expect(await outcome(request(`${url}&${again}`)), name).toBe(refused);
    }
    const shops = proxied({ shop: `${shop},${shop}` }).replace(`shop=${shop}%2C${shop}`, `shop=${shop}&shop=${shop}`);
    expect(await outcome(request(shops))).toBe(refused);
    const twice = `${at / 1000},${at / 1000}`;
    const times = proxied({ timestamp: twice }).replace(/timestamp=(\d+)%2C/, 'timestamp=$1&timestamp=');
    expect(await outcome(request(times))).toBe(refused);
  });

  it.each([
    {},
    { analyticsProcessingAllowed: true },
    { analyticsProcessingAllowed: true, preferencesProcessingAllowed: false },
    { analyticsProcessingAllowed: false, preferencesProcessingAllowed: true },
    { analyticsProcessingAllowed: 'true', preferencesProcessingAllowed: 'true' },
  ])('means nothing with %j', (customerPrivacy) => {
    expect(pixel.parse({ ...viewed, customerPrivacy })).toEqual({});
  });

  it('of an order means nothing: the webhook tells it', () => {
    expect(pixel.parse(pixelEvent('checkout_completed', { checkout: { token: 't' } }))).toEqual({ signals: [] });
  });
});
