import type { WebhookRequest } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { resend } from './resend.js';
import { resendFor, secret } from './resend-api.fixture.js';
import { payload, webhook } from './webhooks.fixture.js';

const old = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const unverified = { code: 'SINTONIA_WEBHOOK_UNVERIFIED' };
const dispatcher = resendFor('https://api.resend.com');

describe('verification', () => {
  it("passes Svix's own vector, under both names of the headers", async () => {
    for (const prefix of ['svix', 'webhook']) {
      const request: WebhookRequest = {
        method: 'POST',
        url: '/',
        headers: {
          [`${prefix}-id`]: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
          [`${prefix}-timestamp`]: '1614265330',
          [`${prefix}-signature`]: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
        },
        rawBody: Buffer.from('{"test": 2432232314}'),
        receivedAt: 1_614_265_330_000,
      };
      await dispatcher.verify(request);
      await expect(dispatcher.verify({ ...request, receivedAt: 1_614_265_330_000 + 301_000 })).rejects.toMatchObject(
        unverified,
      );
    }
  });

  it('refuses each bit of a body of 300 bytes that is changed, and each moment too far away', async () => {
    const request = webhook('x'.repeat(300));
    for (let bit = 0; bit < 2400; bit++) {
      const rawBody = Buffer.from(request.rawBody);
      rawBody[bit >> 3] = (rawBody[bit >> 3] as number) ^ (1 << (bit & 7));
      await expect(dispatcher.verify({ ...request, rawBody })).rejects.toMatchObject(unverified);
    }
    const at = (seconds: number) => ({ ...request, receivedAt: request.receivedAt + seconds * 1000 });
    for (const seconds of [-299, 299]) await dispatcher.verify(at(seconds));
    for (const seconds of [-301, 301]) await expect(dispatcher.verify(at(seconds))).rejects.toMatchObject(unverified);
  });

  it('knows the old secret and the new one while it is rotated, and believes nobody without one', async () => {
    const both = resendFor('https://api.resend.com', { webhookSecret: [old, secret] });
    for (const signedBy of [old, secret]) await both.verify(webhook('{}', { signedBy }));
    await expect(dispatcher.verify(webhook('{}', { signedBy: old }))).rejects.toMatchObject(unverified);
    const [none] = resend({ apiKey: 're_12345678', from: 'shop@example.com' }).dispatchers;
    await expect(none.verify(webhook('{}'))).rejects.toMatchObject(unverified);
  });
});

describe('events', () => {
  it('of domains, contacts and mail that came in are none', () => {
    for (const type of ['domain.created', 'contact.updated', 'email.received', 'email.scheduled', 'toString']) {
      expect(dispatcher.parseFeedback(webhook({ type, created_at: 'now', data: {} }))).toEqual([]);
    }
  });

  it('without the send key name the message by its id', () => {
    const [event] = dispatcher.parseFeedback(webhook(payload('email.delivered', { tags: undefined })));
    expect(event).toMatchObject({ id: 'msg_1', providerId: '56761188-7520-42d8-8898-ff6fc54ce618' });
    expect(event).not.toHaveProperty('sendKey');
  });

  it('give back a send key that had to be encoded', () => {
    const tags = { send_key: `b64_${Buffer.from('a.b/ñ').toString('base64url')}` };
    expect(dispatcher.parseFeedback(webhook(payload('email.sent', { tags })))).toMatchObject([{ sendKey: 'a.b/ñ' }]);
  });

  it.each([
    ['body', []],
    ['type', { created_at: '2026-11-22T08:00:00Z', data: {} }],
    ['data', { type: 'email.sent', created_at: '2026-11-22T08:00:00Z' }],
    ['data.at', { type: 'email.sent', created_at: 'soon', data: {} }],
  ])('that are broken are refused with a word about %s', (field, body) => {
    expect(() => dispatcher.parseFeedback(webhook(body))).toThrow(
      expect.objectContaining({ code: 'SINTONIA_INPUT_INVALID', field }),
    );
  });
});
