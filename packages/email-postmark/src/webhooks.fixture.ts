import type { WebhookRequest } from '@sintonia/spec';
import { login } from './postmark-api.fixture.js';

/** A webhook as Postmark sends it, with a login. */
export function webhook(
  body: unknown,
  trace: string | undefined = 'trace-1',
  { user, password } = login,
): WebhookRequest {
  const basic = Buffer.from(`${user}:${password}`).toString('base64');
  return {
    method: 'POST',
    url: 'https://shop.example/webhooks/email-postmark',
    headers: { authorization: `Basic ${basic}`, 'x-pm-webhook-trace-id': trace },
    rawBody: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    receivedAt: Date.UTC(2026, 10, 22, 8),
  };
}

const message = {
  MessageID: '883953f4-6105-42a2-a16a-77a8eac79483',
  Metadata: { send_key: 'key-1' },
  MessageStream: 'broadcast',
  ServerID: 23,
  Tag: 'weekly',
};
const to = 'ana@example.com';
const at = '2026-11-22T07:59:54.9070259Z';

/** A bounce as https://postmarkapp.com/developer/webhooks/bounce-webhook has it. */
export function bounce(Type: string, more: Record<string, unknown> = {}) {
  const Details = 'smtp;550 5.1.1 The account ana@example.com does not exist.';
  return {
    RecordType: 'Bounce',
    ID: 42,
    Type,
    Email: to,
    From: 'shop@example.com',
    BouncedAt: at,
    Details,
    ...message,
    ...more,
  };
}

export function seen(RecordType: 'Open' | 'Click', UserAgent: string) {
  const Client = { Name: 'Chrome 35.0.1916.153', Company: 'Google', Family: 'Chrome' };
  const link = RecordType === 'Click' ? { OriginalLink: 'https://shop.example/mugs' } : { FirstOpen: true };
  return { RecordType, Recipient: to, ReceivedAt: at, Platform: 'Desktop', Client, UserAgent, ...link, ...message };
}

export function change(more: Record<string, unknown>) {
  const { Metadata: _, ...rest } = message;
  const common = { RecordType: 'SubscriptionChange', ChangedAt: at, Recipient: to, SuppressSending: true };
  return { ...rest, ...common, Origin: 'Recipient', SuppressionReason: 'ManualSuppression', ...more };
}

const common = { sendKey: 'key-1', providerId: message.MessageID, to };

/** Every event of Postmark's, and what it means. */
export const reports = [
  {
    body: { RecordType: 'Delivery', Recipient: to, DeliveredAt: at, ...message },
    means: { ...common, kind: 'delivered', at: Date.UTC(2026, 10, 22, 7, 59, 54, 907) },
  },
  { body: bounce('HardBounce'), means: { ...common, kind: 'hardBounce', because: '5.1.1' } },
  {
    body: bounce('BadEmailAddress', { Details: '' }),
    means: { ...common, kind: 'hardBounce', because: 'BadEmailAddress' },
  },
  { body: bounce('SoftBounce'), means: { ...common, kind: 'softBounce' } },
  { body: bounce('Blocked'), means: { ...common, kind: 'softBounce' } },
  { body: bounce('Transient'), means: { ...common, kind: 'deferred' } },
  { body: bounce('Unsubscribe'), means: { ...common, kind: 'unsubscribe' } },
  { body: { ...bounce('SpamComplaint'), RecordType: 'SpamComplaint' }, means: { ...common, kind: 'complaint' } },
  { body: seen('Open', 'Mozilla/5.0'), means: { ...common, kind: 'open', by: 'machine' } },
  {
    body: seen('Open', 'Mozilla/5.0 (Windows NT 10.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)'),
    means: { ...common, kind: 'open' },
  },
  {
    body: seen('Click', 'Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/120'),
    means: { ...common, kind: 'click', by: 'machine', url: 'https://shop.example/mugs' },
  },
  { body: change({}), means: { kind: 'unsubscribe', to } },
  { body: change({ SuppressionReason: 'HardBounce' }), means: { kind: 'hardBounce', to } },
  { body: change({ SuppressionReason: 'SpamComplaint' }), means: { kind: 'complaint', to } },
].map(({ body, means }, index) => ({
  name: `${body.RecordType} (${index})`,
  body,
  request: webhook(body, `trace-${index}`),
  means: [means],
}));
