import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AnalyticsBrowserSettings } from '@segment/analytics-next';
import { Analytics } from '@segment/analytics-node';
import { chromium } from 'playwright-core';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openWindow } from '../browser.fixture.js';
import { served, testDoor, writeKey } from '../door.fixture.js';
import { nodeHandler } from '../index.js';

/** What a site would load from Segment's CDN, from the package. */
const clientPath = createRequire(import.meta.url)
  .resolve('@segment/analytics-next')
  .replace(/cjs.index\.js$/, 'umd/index.js');
const client = () => readFileSync(clientPath, 'utf8');

async function live() {
  const rig = await testDoor({ origins: '*' });
  const origin = await served(nodeHandler(rig.door));
  return { ...rig, origin, host: `${origin.slice('http://'.length)}/v1` };
}

/** What a page does, as the text of a script that ends when everything is sent. */
const visit = (host: string, deliveryStrategy: object) => `
  const analytics = AnalyticsNext.AnalyticsBrowser.load(${JSON.stringify(settingsFor(host, deliveryStrategy))});
  return Promise.all([
    analytics.setAnonymousId('device-1'),
    analytics.page('Docs', 'Mugs'),
    analytics.track('Product Viewed', { product_id: 'mug', name: 'Taza «ñ» ☕' }),
    analytics.identify('ana', { email: 'ana@example.com', plan: 'pro' }),
    analytics.group('acme', { name: 'Acme', industry: 'toys' }),
    analytics.track('Order Completed', { order_id: '1', revenue: 12.5, products: [{ product_id: 'mug', quantity: 2 }] }),
    analytics.screen('Cart'),
  ]).then(() => undefined);`;

function settingsFor(apiHost: string, deliveryStrategy: object): AnalyticsBrowserSettings {
  const segment = { apiKey: writeKey, apiHost, protocol: 'http', deliveryStrategy };
  return { writeKey, cdnSettings: { integrations: { 'Segment.io': segment } } };
}

const strategies: [string, object][] = [
  ['one by one', { strategy: 'standard' }],
  ['in batches', { strategy: 'batching', config: { size: 3, timeout: 200 } }],
];

async function expectVisit({ engine, signalsOf }: Awaited<ReturnType<typeof live>>) {
  const expected = { 'Page Viewed': 1, 'Product Viewed': 1, 'Order Completed': 1, 'Screen Viewed': 1 };
  await vi.waitFor(async () => expect((await engine.profileOf({ userId: 'ana' })).counts).toEqual(expected), {
    timeout: 8000,
    interval: 50,
  });
  const { traits, revenue, anonymousIds } = await engine.profileOf({ userId: 'ana' });
  expect(traits).toMatchObject({ email: 'ana@example.com', plan: 'pro', industry: 'toys', company: { id: 'acme' } });
  expect([revenue, anonymousIds]).toEqual([12.5, ['device-1']]);
  const order = (await signalsOf('ana')).find(({ type }) => type === 'Order Completed');
  expect(order?.properties).toMatchObject({ products: [{ product_id: 'mug', quantity: 2 }] });
  expect(order?.context).toMatchObject({ locale: expect.any(String), page: { path: '/mugs', title: 'Mugs' } });
}

describe.each(strategies)('@segment/analytics-next, sending %s', (_how, strategy) => {
  it('in jsdom is understood', async () => {
    const rig = await live();
    const window = openWindow('http://shop.example/mugs?token=1');
    onTestFinished(() => window.close());
    window.eval(client());
    await window.eval(`(() => {${visit(rig.host, strategy)}})()`);
    await expectVisit(rig);
  });

  const chromiumPath = '/usr/bin/chromium';
  it('in Chromium is understood', { timeout: 60_000 }, async (context) => {
    if (!existsSync(chromiumPath)) context.skip(`There is no ${chromiumPath} on this machine.`);
    const rig = await live();
    const page = await served((request, response) => {
      if (request.url?.startsWith('/mugs')) {
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.end('<!doctype html><title>Mugs</title><script src="/client.js"></script>');
      } else if (request.url === '/client.js') response.end(client());
      else response.writeHead(404).end();
    });
    const args = ['--no-sandbox', '--disable-background-networking', '--disable-component-update'];
    const browser = await chromium.launch({ executablePath: chromiumPath, args });
    onTestFinished(() => browser.close());
    const tab = await browser.newPage({ locale: 'es-ES' });
    // Another origin than the page's, so that Chromium asks before it sends.
    await tab.goto(`${page.replace('127.0.0.1', 'localhost')}/mugs?token=1`);
    await tab.evaluate(`(() => {${visit(rig.host, strategy)}})()`);
    await expectVisit(rig);
  });
});

describe('@segment/analytics-node', () => {
  function nodeClient(origin: string, options: object = {}) {
    const errors: unknown[] = [];
    const analytics = new Analytics({
      writeKey,
      host: origin,
      path: '/v1/batch',
      flushAt: 20,
      flushInterval: 50,
      maxRetries: 1,
      ...options,
    });
    analytics.on('error', (error) => errors.push(error));
    onTestFinished(() => analytics.closeAndFlush({ timeout: 1000 }));
    return { analytics, errors };
  }

  it('is understood, call by call', async () => {
    const { origin, engine, signalsOf } = await live();
    const { analytics, errors } = nodeClient(origin);
    analytics.track({ anonymousId: 'device-1', event: 'Product Viewed', properties: { product_id: 'mug' } });
    analytics.alias({ userId: 'ana', previousId: 'device-1' });
    analytics.identify({ userId: 'ana', traits: { email: 'ana@example.com' } });
    analytics.group({ userId: 'ana', groupId: 'acme', traits: { employees: 7 } });
    analytics.page({ userId: 'ana', name: 'Mugs' });
    analytics.screen({ userId: 'ana', name: 'Cart', context: { locale: 'es' } });
    const order = { product_id: 'mug', total: 9 };
    analytics.track({ userId: 'ana', event: 'Order Completed', properties: order, messageId: 'order-1' });
    await analytics.closeAndFlush({ timeout: 5000 });
    expect(errors).toEqual([]);
    expect(await engine.profileOf({ userId: 'ana' })).toMatchObject({
      anonymousIds: ['device-1'],
      traits: { email: 'ana@example.com', companySize: 7 },
      counts: { 'Product Viewed': 1, 'Page Viewed': 1, 'Screen Viewed': 1, 'Order Completed': 1 },
      revenue: 9,
    });
    expect((await signalsOf('ana')).map(({ id }) => id)).toContain('order-1');
  });

  it('gzips nothing, sends history as it was, and comes again after a 503 without counting twice', async () => {
    const { door, engine } = await testDoor();
    let attempts = 0;
    const handler = nodeHandler(door);
    const origin = await served((request, response) => {
      attempts++;
      // Taken, and the answer is lost on the way: the client has to send all of it again.
      if (attempts === 1) handler(request, { writeHead: () => {}, end: () => response.writeHead(503).end() } as never);
      else handler(request, response);
    });
    const { analytics, errors } = nodeClient(origin, { maxRetries: 3 });
    const before = new Date('2020-02-29T12:00:00Z');
    for (let index = 0; index < 15; index++) {
      analytics.track({ userId: 'ana', event: 'Signed Up', timestamp: before });
    }
    await analytics.closeAndFlush({ timeout: 8000 });
    expect([errors, attempts]).toEqual([[], 2]);
    expect((await engine.profileOf({ userId: 'ana' })).counts).toEqual({ 'Signed Up': 15 });
  });

  it('hears that its key is wrong', async () => {
    const { origin } = await live();
    const { analytics, errors } = nodeClient(origin, { writeKey: 'somebody-else' });
    analytics.track({ userId: 'ana', event: 'Signed Up' });
    await analytics.closeAndFlush({ timeout: 5000 });
    expect(errors).toHaveLength(1);
  });
});
