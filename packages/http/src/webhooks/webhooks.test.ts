import type { Plugin, SignalCollector, WebhookRequest } from '@sintonia/spec';
import { SintoniaError } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { testDoor } from '../door.fixture.js';

function shopPlugin() {
  const requests: WebhookRequest[] = [];
  const parsed: unknown[] = [];
  const collector: SignalCollector = {
    name: 'shop',
    specVersion: 1,
    async verify(request) {
      requests.push(request);
      const signed = request.headers['x-signature'] === `signed ${request.rawBody.length}`;
      if (!signed) throw new SintoniaError('WEBHOOK_UNVERIFIED', 'The webhook could not be verified.');
    },
    parse(payload) {
      parsed.push(payload);
      const { order, at } = payload as { order: string; at: number };
      if (typeof order !== 'string') throw new SintoniaError('INPUT_INVALID', 'order is missing.', { field: 'order' });
      return { signals: [{ type: 'Order Completed', id: order, userId: 'ana', timestamp: at }] };
    },
  };
  const plugin: Plugin = { name: 'shop', specVersion: 1, collectors: [collector] };
  return { plugin, requests, parsed };
}

async function shop() {
  const { plugin, requests, parsed } = shopPlugin();
  const rig = await testDoor({ origin: 'https://shop.example' }, { plugins: [plugin] });
  const at = rig.clock.now();
  const send = (
    body: string,
    headers: Record<string, string> = { 'X-Signature': `signed ${Buffer.byteLength(body)}` },
  ) => rig.post('/webhooks/shop?a=1', body, headers);
  return { ...rig, requests, parsed, send, order: `{ "order": "o-1",  "at": ${at}, "name": "ñ" }` };
}

describe('a webhook', () => {
  it('reaches its collector with the very bytes, and is answered when it is durable', async () => {
    const { send, order, requests, clock, signalsOf } = await shop();
    expect(await send(order)).toMatchObject({ status: 200, body: { accepted: 1, duplicates: 0, refused: 0 } });
    expect(await signalsOf('ana')).toHaveLength(1);
    const [request] = requests;
    expect(Buffer.from(request?.rawBody ?? []).toString()).toBe(order);
    expect(request).toMatchObject({
      method: 'POST',
      url: 'https://shop.example/webhooks/shop?a=1',
      receivedAt: clock.now(),
    });
  });

  it('that comes a hundred times at once counts once', async () => {
    const { send, order, signalsOf } = await shop();
    const answers = await Promise.all(Array.from({ length: 100 }, () => send(order)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(answers.reduce((sum, { body }) => sum + body.accepted, 0)).toBe(1);
    expect(await signalsOf('ana')).toHaveLength(1);
  });

  it('that is not signed is not even parsed', async () => {
    const { send, order, parsed } = await shop();
    for (const headers of [{}, { 'x-signature': 'signed 3' }] as Record<string, string>[]) {
      for (const body of [order, '{', '', '['.repeat(100_000)]) {
        expect(await send(body, headers)).toMatchObject({
          status: 401,
          body: { error: { code: 'SINTONIA_WEBHOOK_UNVERIFIED' } },
        });
      }
    }
    expect(parsed).toEqual([]);
  });

  it('that is signed and no use says what is wrong', async () => {
    const { send, post } = await shop();
    expect(await send('{"order":7}')).toMatchObject({ status: 400, body: { error: { field: 'order' } } });
    expect(await send('{')).toMatchObject({ status: 400 });
    expect(await send(' '.repeat(1_048_577))).toMatchObject({ status: 413 });
    for (const path of ['/webhooks/nobody', '/webhooks/', '/webhooks/__proto__', '/webhooks/%zz', '/webhooks/a%2Fb']) {
      expect(await post(path, '{}')).toMatchObject({ status: 404 });
    }
    expect(await post('/webhooks/shop/more', '{}')).toMatchObject({ status: 404 });
  });
});
