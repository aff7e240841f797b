import { publicFetch, signStandardWebhook } from '@sintonia/adapter-kit';
import type { DispatchContext, Message, WebhookRequest } from '@sintonia/spec';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { receiver, secret } from './receiver.fixture.js';
import { webhook } from './webhook.js';
import type { WebhookOptions } from './webhook-options.js';

const message: Message = {
  sendKey: 'a.b/ñ',
  channel: 'push',
  to: 'device-7',
  campaign: 'weekly',
  purpose: 'marketing',
  locale: 'en',
  content: { text: 'Three mugs for you ☕' },
};
const context = (): DispatchContext => ({ idempotencyKey: message.sendKey, abort: AbortSignal.timeout(5000) });
const good: WebhookOptions = { url: 'https://push.example.com/send', secret, channel: 'push' };

let local: Awaited<ReturnType<typeof receiver>>;
beforeEach(async () => {
  local = await receiver();
});
afterEach(() => local.close());

function dispatcher(changes: Partial<WebhookOptions> = {}) {
  const { url, place, resolve } = local;
  const fetch = publicFetch({ trusted: [place], resolve });
  return webhook({ ...good, url, fetch, ...changes }).dispatchers[0];
}

describe('a post', () => {
  it('is the whole message, signed, under an id that depends on the send key only', async () => {
    const sender = dispatcher({ headers: { authorization: 'Bearer abc' } });
    const first = await sender.dispatch(message, context());
    const again = await sender.dispatch({ ...message, locale: 'es' }, context());
    expect(first.providerId).toMatch(/^msg_[\w-]{32}$/);
    expect(again).toEqual(first);
    expect(local.taken.map(({ id }) => id)).toEqual([first.providerId, first.providerId]);
    expect(local.taken[0]?.message).toEqual(message);
    expect(local.taken[0]?.headers).toMatchObject({ authorization: 'Bearer abc', host: local.place });
  });

  it('is signed by every secret while one is rotated', async () => {
    const old = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
    await dispatcher({ secret: [old, secret] }).dispatch(message, context());
    await dispatcher({ secret: [secret, old] }).dispatch(message, context());
    expect(local.taken).toHaveLength(2);
    await expect(dispatcher({ secret: old }).dispatch(message, context())).rejects.toMatchObject({
      code: 'SINTONIA_DELIVERY_UNAUTHORISED',
    });
    expect(local.forged).toHaveLength(1);
  });

  it('whose answer was lost is repeated only for a receiver that can tell', async () => {
    local.behave('lose');
    const unknown = { code: 'SINTONIA_DELIVERY_UNKNOWN' };
    await expect(dispatcher().dispatch(message, context())).rejects.toMatchObject(unknown);
    expect(local.taken).toHaveLength(1);
    await expect(dispatcher({ repeatable: true }).dispatch(message, context())).rejects.toMatchObject(unknown);
    expect(local.taken).toHaveLength(1 + 3);
    expect(new Set(local.taken.map(({ id }) => id)).size).toBe(1);
  });

  it('goes to no address in our own network, and the error does not say which', async () => {
    const { url } = local;
    const options = { ...good, url: 'https://127.0.0.1/in?token=hunter-2' };
    const error = await webhook(options)
      .dispatchers[0].dispatch(message, context())
      .catch((reason) => reason);
    expect(error).toMatchObject({ code: 'SINTONIA_DELIVERY_REJECTED', details: { code: 'ERR_ADDRESS_NOT_PUBLIC' } });
    expect(JSON.stringify([error.message, error.details])).not.toContain('hunter');
    expect(() => webhook({ ...good, url })).toThrow(expect.objectContaining({ field: 'url' }));
    const near = new URL(url.replace('hook.example', '127.0.0.1'));
    await webhook({ ...good, url: near, trusted: [near.host] }).dispatchers[0].dispatch(message, context());
    expect(local.taken).toHaveLength(1);
  });
});

describe('an erasure', () => {
  const erasing = (changes: Partial<WebhookOptions> = {}) => {
    const { url, place, resolve } = local;
    const plugin = webhook({ ...good, url, fetch: publicFetch({ trusted: [place], resolve }), ...changes });
    const clock = { at: 0, now: () => Date.now() + clock.at };
    plugin.setup?.({ tenant: 'default', clock });
    return { ...plugin, clock };
  };

  it('is told to the receiver, signed, if it is to be', async () => {
    const { erase, clock } = erasing({ erasure: true });
    await erase?.({ userId: 'ana', anonymousId: 'device-1' });
    await erase?.({ anonymousId: 'device-1' });
    clock.at = 1000;
    await erase?.({ userId: 'ana' });
    expect(local.taken.map(({ type, message }) => [type, message])).toEqual([
      ['person.erased', { userId: 'ana' }],
      ['person.erased', { anonymousId: 'device-1' }],
      ['person.erased', { userId: 'ana' }],
    ]);
    expect(new Set(local.taken.map(({ id }) => id)).size).toBe(3);
    expect(erasing().erase).toBeUndefined();
  });

  it('whose answer was lost is told again under the same id, and fails in the end', async () => {
    local.behave('lose');
    await expect(erasing({ erasure: true }).erase?.({ userId: 'ana' })).rejects.toMatchObject({
      code: 'SINTONIA_PLATFORM_TRANSIENT',
      retryable: true,
    });
    expect([local.taken.length, new Set(local.taken.map(({ id }) => id)).size]).toEqual([3, 1]);
  });

  it('leaves nothing here to export', async () => {
    expect(await erasing().export?.({ userId: 'ana' })).toMatchObject({ readable: false });
  });
});

describe('what the receiver reports', () => {
  const report = (body: string, signedBy = secret): WebhookRequest => ({
    method: 'POST',
    url: 'https://shop.example/webhooks/webhook-push',
    headers: signStandardWebhook(body, { id: 'evt_1', timestamp: Date.now(), secret: signedBy }),
    rawBody: new TextEncoder().encode(body),
    receivedAt: Date.now(),
  });
  const [push] = webhook(good).dispatchers;

  it('is verified, and read', async () => {
    const events = [
      { id: 'e1', kind: 'delivered', at: '2026-11-22T08:00:00Z', sendKey: 'key-1' },
      { id: 'e2', kind: 'click', at: 1_790_000_000_000, providerId: 'msg_1', url: 'https://x.example', by: 'human' },
    ];
    const request = report(JSON.stringify({ events }));
    await push.verify(request);
    expect(push.parseFeedback(request)).toEqual([{ ...events[0], at: Date.UTC(2026, 10, 22, 8) }, events[1]]);
    await expect(push.verify(report('{}', `whsec_${Buffer.alloc(24).toString('base64')}`))).rejects.toMatchObject({
      code: 'SINTONIA_WEBHOOK_UNVERIFIED',
    });
  });

  it.each([
    ['events', {}],
    ['events', { events: Array(201).fill({}) }],
    ['events[0]', { events: [null] }],
    ['events[0].id', { events: [{ kind: 'open', at: 1, sendKey: 'k' }] }],
    ['events[0].kind', { events: [{ id: 'e', kind: 'toString', at: 1, sendKey: 'k' }] }],
    ['events[0].at', { events: [{ id: 'e', kind: 'open', at: 'soon', sendKey: 'k' }] }],
    ['events[0].sendKey', { events: [{ id: 'e', kind: 'open', at: 1 }] }],
    ['events[0].to', { events: [{ id: 'e', kind: 'open', at: 1, to: 7 }] }],
    ['events[0].url', { events: [{ id: 'e', kind: 'open', at: 1, to: 'a', url: 'x'.repeat(4001) }] }],
    ['events[0].by', { events: [{ id: 'e', kind: 'open', at: 1, to: 'a', by: 'robot' }] }],
  ])('is refused with a word about %s', (field, body) => {
    expect(() => push.parseFeedback(report(JSON.stringify(body)))).toThrow(
      expect.objectContaining({ code: 'SINTONIA_INPUT_INVALID', field }),
    );
  });

  it('gives events or a coded error, whatever the bytes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.json().map((text) => new TextEncoder().encode(text)),
        ),
        (rawBody) => {
          expect(() => push.parseFeedback({ ...report(''), rawBody })).toThrow(
            expect.objectContaining({ code: expect.stringMatching(/^SINTONIA_INPUT_/) }),
          );
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('options', () => {
  it.each<[string, Partial<Record<keyof WebhookOptions | 'sekret', unknown>>]>([
    ['url', { url: 'push.example.com' }],
    ['url', { url: 'https://user:hunter@push.example.com' }],
    ['url', { url: 'http://push.example.com' }],
    ['secret', { secret: 'hunter-2-hunter-2' }],
    ['secret', { secret: [] }],
    ['secret', { secret: 'whsec_aHVudGVy' }],
    ['channel', { channel: 'SMS hunter' }],
    ['name', { name: '' }],
    ['headers', { headers: { 'x-a': 'hunter\r\nb: c' } }],
    ['headers', { headers: { 'webhook-id': 'hunter' } }],
    ['headers', { headers: null }],
    ['headers', { headers: ['hunter'] }],
    ['addressOf', { addressOf: 'hunter' }],
    ['repeatable', { repeatable: 1 }],
    ['erasure', { erasure: 'hunter' }],
    ['concurrency', { concurrency: 0 }],
    ['timeoutMs', { timeoutMs: Number.NaN }],
    ['ports', { ports: [0] }],
    ['trusted', { trusted: ['hunter'] }],
    ['fetch', { fetch: 'hunter' }],
    ['sekret', { sekret: 'hunter' }],
  ])('name %s when it is wrong, and do not repeat it', (field, changes) => {
    try {
      webhook({ ...good, ...changes } as WebhookOptions);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: 'SINTONIA_OPTION_INVALID', field });
      expect(String(error)).not.toContain('hunter');
    }
  });

  it('say where people are', () => {
    const addressOf = () => 'device-7';
    expect(webhook({ ...good, addressOf }).dispatchers[0].addressOf).toBe(addressOf);
    expect(webhook(good).dispatchers[0].addressOf).toBeUndefined();
    expect(webhook(good)).toMatchObject({ name: 'webhook-push', specVersion: 1 });
  });
});
