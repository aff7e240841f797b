import { createHmac } from 'node:crypto';
import type { WebhookRequest } from '@sintonia/spec';
import { clientSecret } from './hubspot-server.fixture.js';
import { signedUri } from './verify-signature.js';

export const NOW = 1_700_000_000_000;

/** A request as HubSpot signs it. */
export function signedRequest(
  body: unknown,
  { secret = clientSecret, at = NOW, url = 'https://www.example.com/webhook_uri' } = {},
): WebhookRequest {
  const rawBody = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const signature = createHmac('sha256', secret)
    .update(`POST${signedUri(url)}`)
    .update(rawBody)
    .update(String(at))
    .digest('base64');
  const headers = { 'X-HubSpot-Signature-v3': signature, 'X-HubSpot-Request-Timestamp': String(at) };
  return { method: 'POST', url, headers, rawBody, receivedAt: at };
}

/** An event as in HubSpot's documentation. */
export function event(subscriptionType: string, others: Record<string, unknown> = {}) {
  const ids = { eventId: 100, subscriptionId: 12345, portalId: 62515, appId: 54321, objectId: 123 };
  return { ...ids, occurredAt: 1_699_999_000_000, subscriptionType, attemptNumber: 0, changeSource: 'CRM', ...others };
}
