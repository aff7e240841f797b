import { generateKeyPairSync } from 'node:crypto';
import { EventWebhook } from '@sendgrid/eventwebhook';
import type { WebhookRequest } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { sendgrid } from './sendgrid.js';
import { sendgridFor } from './sendgrid-api.fixture.js';
import { event, keyPair, publicKey, webhook } from './webhooks.fixture.js';

const unverified = { code: 'SINTONIA_WEBHOOK_UNVERIFIED' };
const url = 'https://api.sendgrid.com';
const dispatcher = sendgridFor(url);

/** The vector of SendGrid's own libraries. */
const vector = {
  key: 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==',
  signature: 'MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM=',
  timestamp: '1600112502',
  body:
    '[{"email":"hello@world.com","event":"dropped","reason":"Bounced Address","sg_event_id":"ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA",' +
    '"sg_message_id":"LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0",' +
    '"smtp-id":"<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>","timestamp":1600112492}]\r\n',
};
const theirs = (body: string): WebhookRequest => ({
  ...webhook(body),
  headers: {
    'x-twilio-email-event-webhook-signature': vector.signature,
    'x-twilio-email-event-webhook-timestamp': vector.timestamp,
  },
  receivedAt: 1_600_112_502_000,
});

describe('verification', () => {
  it("passes SendGrid's own vector, and not without its last line break", async () => {
    const own = sendgridFor(url, { webhookKey: vector.key });
    await own.verify(theirs(vector.body));
    await expect(own.verify(theirs(vector.body.trimEnd()))).rejects.toMatchObject(unverified);
    expect(own.parseFeedback(theirs(vector.body))).toMatchObject([
      { kind: 'hardBounce', providerId: 'LRzXl_NHStOGhQ4kofSm_A', at: 1_600_112_492_000 },
    ]);
  });

  it("agrees with SendGrid's own library", async () => {
    const oracle = new EventWebhook();
    const key = oracle.convertPublicKeyToECDSA(publicKey);
    for (const [body, changed] of [
      ['[]\r\n', '[]\r\n'],
      ['[{"ñ":"日本"}]\r\n', '[{"ñ":"日本"}]\r\n'],
      ['[]\r\n', '[] \r\n'],
    ] as const) {
      const request = { ...webhook(body), rawBody: Buffer.from(changed) };
      const [signature = '', timestamp = ''] = Object.values(request.headers);
      const ours = await dispatcher.verify(request).then(
        () => true,
        () => false,
      );
      expect(oracle.verifySignature(key, Buffer.from(changed), signature, timestamp)).toBe(ours);
      expect(ours).toBe(body === changed);
    }
  });

  it('refuses each bit of a body of 300 bytes that is changed, other spellings, and each moment too far away', async () => {
    const request = webhook('x'.repeat(300));
    for (let bit = 0; bit < 2400; bit++) {
      const rawBody = Buffer.from(request.rawBody);
      rawBody[bit >> 3] = (rawBody[bit >> 3] as number) ^ (1 << (bit & 7));
      await expect(dispatcher.verify({ ...request, rawBody })).rejects.toMatchObject(unverified);
    }
    const [name = '', signature = ''] = Object.entries(request.headers)[0] ?? [];
    for (const spelling of [signature.replace(/=*$/, ''), `${signature}=`, ` ${signature}`, `${signature}AAAA`]) {
      if (spelling === signature) continue;
      const headers = { ...request.headers, [name]: spelling };
      await expect(dispatcher.verify({ ...request, headers })).rejects.toMatchObject(unverified);
    }
    const at = (seconds: number) => ({ ...request, receivedAt: request.receivedAt + seconds * 1000 });
    for (const seconds of [-299, 299]) await dispatcher.verify(at(seconds));
    for (const seconds of [-301, 301]) await expect(dispatcher.verify(at(seconds))).rejects.toMatchObject(unverified);
  });

  it('knows the old key and the new one while it is changed, and believes nobody without one', async () => {
    const old = keyPair();
    const both = sendgridFor(url, { webhookKey: [old.publicKey, publicKey] });
    for (const request of [webhook('[]', old.privateKey), webhook('[]')]) await both.verify(request);
    await expect(dispatcher.verify(webhook('[]', old.privateKey))).rejects.toMatchObject(unverified);
    const [none] = sendgrid({ apiKey: 'SG.12345678', from: 'shop@example.com' }).dispatchers;
    await expect(none.verify(webhook('[]'))).rejects.toMatchObject(unverified);
  });

  it('takes keys of P-256 only', () => {
    for (const namedCurve of ['secp384r1', 'secp256k1']) {
      const { publicKey: other } = generateKeyPairSync('ec', { namedCurve });
      const webhookKey = other.export({ type: 'spki', format: 'der' }).toString('base64');
      expect(() => sendgridFor(url, { webhookKey })).toThrow(expect.objectContaining({ field: 'webhookKey' }));
    }
  });
});

describe('events', () => {
  it('come by thousands', () => {
    const many = Array.from({ length: 2000 }, (_, index) => event('delivered', { sg_event_id: `id-${index}` }));
    expect(dispatcher.parseFeedback(webhook(many))).toHaveLength(2000);
  });

  it('that are nothing to us are none', () => {
    for (const name of ['group_resubscribe', 'account_status_change', 'toString']) {
      expect(dispatcher.parseFeedback(webhook([event(name)]))).toEqual([]);
    }
  });

  it.each([
    ['body', {}],
    ['body[0]', [null]],
    ['body[1].event', [event('open'), {}]],
    ['body[0].id', [event('open', { sg_event_id: 7 })]],
    ['body[0].at', [event('open', { timestamp: 'soon' })]],
  ])('that are broken are refused with a word about %s', (field, body) => {
    expect(() => dispatcher.parseFeedback(webhook(body))).toThrow(
      expect.objectContaining({ code: 'SINTONIA_INPUT_INVALID', field }),
    );
  });
});
