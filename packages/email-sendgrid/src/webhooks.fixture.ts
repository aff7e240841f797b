import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { WebhookRequest } from '@sintonia/spec';

/** A pair of P-256, the public key as SendGrid shows it. */
export function keyPair(): { readonly privateKey: KeyObject; readonly publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return { privateKey, publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64') };
}

const pair = keyPair();
export const { publicKey } = pair;

const receivedAt = Date.UTC(2026, 10, 22, 8);

/** A webhook as SendGrid sends it: signed, its body ends with a line break. */
export function webhook(body: unknown, signedBy = pair.privateKey): WebhookRequest {
  const rawBody = Buffer.from(typeof body === 'string' ? body : `${JSON.stringify(body)}\r\n`);
  const timestamp = String(receivedAt / 1000);
  const signature = sign('sha256', Buffer.concat([Buffer.from(timestamp), rawBody]), signedBy).toString('base64');
  return {
    method: 'POST',
    url: 'https://shop.example/webhooks/email-sendgrid',
    headers: {
      'X-Twilio-Email-Event-Webhook-Signature': signature,
      'X-Twilio-Email-Event-Webhook-Timestamp': timestamp,
    },
    rawBody,
    receivedAt,
  };
}

/** An event as https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event has it. */
export function event(name: string, more: Record<string, unknown> = {}) {
  return {
    email: 'ana@example.com',
    timestamp: 1_795_334_399,
    'smtp-id': '<14c5d75ce93.dfd.64b469@ismtpd-555>',
    event: name,
    category: 'weekly',
    sintonia_send_key: 'key-1',
    sintonia_campaign: 'weekly',
    sg_event_id: `${name}-${JSON.stringify(more).length}-ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA`,
    sg_message_id: 'LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0',
    ...more,
  };
}

const over = '552 5.2.2 The account <ana@example.com> is over quota';
const browser = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36';

/** Every event of SendGrid's, and what it means. */
const meanings: readonly (readonly [body: ReturnType<typeof event>, means: Record<string, unknown>])[] = [
  [event('processed'), { kind: 'accepted', at: 1_795_334_399_000 }],
  [event('delivered', { response: '250 2.0.0 OK' }), { kind: 'delivered', because: '2.0.0' }],
  [event('deferred', { response: '450 4.2.1 try again later', attempt: '5' }), { kind: 'deferred', because: '4.2.1' }],
  [event('bounce', { type: 'bounce', status: '5.1.1', reason: '550' }), { kind: 'hardBounce', because: '5.1.1' }],
  [
    event('bounce', { type: 'bounce', status: '5.0.0', bounce_classification: 'Invalid Address' }),
    { kind: 'hardBounce' },
  ],
  [
    event('bounce', { type: 'bounce', status: '5.2.2', bounce_classification: 'Mailbox Unavailable' }),
    { kind: 'softBounce' },
  ],
  [event('bounce', { type: 'bounce', status: '4.4.7' }), { kind: 'softBounce' }],
  [event('bounce', { type: 'blocked', reason: over }), { kind: 'softBounce', because: '5.2.2' }],
  [event('dropped', { reason: 'Bounced Address' }), { kind: 'hardBounce', because: 'Bounced Address' }],
  [event('dropped', { reason: 'Spam Reporting Address' }), { kind: 'complaint' }],
  [event('dropped', { reason: 'Unsubscribed Address' }), { kind: 'unsubscribe' }],
  [event('dropped', { reason: 'Spam Content (if Spam Checker app is enabled)' }), { kind: 'softBounce' }],
  [event('open', { sg_machine_open: true, useragent: browser }), { kind: 'open', by: 'machine' }],
  [event('open', { sg_machine_open: false, useragent: browser }), { kind: 'open', by: 'human' }],
  [event('open', { sg_machine_open: false, useragent: 'Mozilla/5.0' }), { kind: 'open', by: 'machine' }],
  [
    event('click', { useragent: browser, url: 'https://shop.example/mugs' }),
    { kind: 'click', url: 'https://shop.example/mugs' },
  ],
  [event('click', { useragent: 'curl/8.5', url: 'https://shop.example/' }), { kind: 'click', by: 'machine' }],
  [event('spamreport'), { kind: 'complaint' }],
  [event('unsubscribe'), { kind: 'unsubscribe' }],
  [event('group_unsubscribe', { asm_group_id: 1 }), { kind: 'unsubscribe' }],
];

const common = { sendKey: 'key-1', providerId: 'LRzXl_NHStOGhQ4kofSm_A', to: 'ana@example.com' };
const numbered = meanings.map(([body, means], index) => ({
  body: { ...body, sg_event_id: `${body.sg_event_id}-${index}` },
  means: { ...common, ...means },
}));

/** The first ones in one request, as they come, the others each in its own. */
export const reports = [numbered.slice(0, 3), ...numbered.slice(3).map((one) => [one])].map((some) => ({
  name: some.map(({ body }) => body.event).join(),
  request: webhook(some.map(({ body }) => body)),
  means: some.map(({ means }) => means),
}));
