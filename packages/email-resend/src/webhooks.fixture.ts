import { signStandardWebhook } from '@sintonia/adapter-kit';
import type { WebhookRequest } from '@sintonia/spec';
import { secret } from './resend-api.fixture.js';

const receivedAt = Date.UTC(2026, 10, 22, 8);

/** A webhook as Resend sends it: with the headers of Svix, or those of Standard Webhooks. */
export function webhook(
  body: unknown,
  { id = 'msg_1', signedBy = secret, prefix = 'svix' }: { id?: string; signedBy?: string; prefix?: string } = {},
): WebhookRequest {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const signed = signStandardWebhook(text, { id, timestamp: receivedAt, secret: signedBy });
  const headers = Object.entries(signed).map(([name, value]) => [name.replace('webhook', prefix), value]);
  const url = 'https://shop.example/webhooks/email-resend';
  return { method: 'POST', url, headers: Object.fromEntries(headers), rawBody: Buffer.from(text), receivedAt };
}

/** The payload of an event about a message with the send key `key-1`, as https://resend.com/docs/webhooks has it. */
export function payload(type: string, more: Record<string, unknown> = {}) {
  return {
    type,
    created_at: '2026-11-22T07:59:59.126Z',
    data: {
      email_id: '56761188-7520-42d8-8898-ff6fc54ce618',
      created_at: '2026-11-22T07:59:58.000Z',
      from: 'Mug Shop <shop@example.com>',
      to: ['ana@example.com'],
      subject: 'For you',
      tags: { send_key: 'key-1', campaign: 'weekly' },
      ...more,
    },
  };
}

const click = {
  ipAddress: '203.0.113.7',
  link: 'https://shop.example/mugs?a=1',
  timestamp: '2026-11-22T07:59:57.163Z',
  userAgent: 'Mozilla/5.0 (compatible; Barracuda Sentinel)',
};
const bounce = (type: string, subType: string) => ({
  bounce: { type, subType, message: 'It bounced.', diagnosticCode: ['smtp; 550 5.1.1 user <ana@example.com> unknown'] },
});
const suppressed = (reason: string) => ({
  suppressed: { type: 'Suppressed', reason, message: 'It is on the list.', diagnosticCode: [] },
});

const common = { sendKey: 'key-1', providerId: '56761188-7520-42d8-8898-ff6fc54ce618', to: 'ana@example.com' };

/** Every event of Resend's, and what it means. */
export const reports = [
  { body: payload('email.sent'), means: { kind: 'accepted' } },
  { body: payload('email.delivered'), means: { kind: 'delivered', at: Date.UTC(2026, 10, 22, 7, 59, 59, 126) } },
  { body: payload('email.delivery_delayed'), means: { kind: 'deferred' } },
  { body: payload('email.bounced', bounce('Permanent', 'General')), means: { kind: 'hardBounce', because: '5.1.1' } },
  {
    body: payload('email.bounced', { bounce: { type: 'Transient', subType: 'MailboxFull' } }),
    means: { kind: 'softBounce', because: 'MailboxFull' },
  },
  { body: payload('email.bounced', bounce('Undetermined', 'Undetermined')), means: { kind: 'softBounce' } },
  { body: payload('email.complained'), means: { kind: 'complaint' } },
  { body: payload('email.opened'), means: { kind: 'open' } },
  { body: payload('email.clicked', { click }), means: { kind: 'click', by: 'machine', url: click.link } },
  {
    body: payload('email.failed', { failed: { reason: 'reached_daily_quota' } }),
    means: { kind: 'softBounce', because: 'reached_daily_quota' },
  },
  { body: payload('email.suppressed', suppressed('previous_bounce')), means: { kind: 'hardBounce' } },
  { body: payload('email.suppressed', suppressed('previous_complaint')), means: { kind: 'complaint' } },
].map(({ body, means }, index) => ({
  name: `${body.type} (${index})`,
  body,
  request: webhook(body, { id: `msg_${index}`, prefix: index % 2 === 0 ? 'svix' : 'webhook' }),
  means: [{ ...common, ...means } as const],
}));
