import { headerOf, unverified, verifyFresh, verifyHmac } from '@sintonia/adapter-kit';
import type { WebhookRequest } from '@sintonia/spec';

/** The escapes that HubSpot decodes before it signs; all others stay as they are (`Validate the v3 request signature`, 2022). */
const decoded = /%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi;

/**
 * Whether HubSpot sent this: `X-HubSpot-Signature-v3`, base64 of HMAC-SHA256 over method, URI, body and timestamp; at most five
 * minutes old, and no more than that ahead.
 *
 * @param secrets client secrets that are valid now; none is a refusal.
 * @param uri as HubSpot has it. Default: the request's.
 * @throws SINTONIA_WEBHOOK_UNVERIFIED when not.
 */
export function verifySignature(
  { method, url, headers, rawBody, receivedAt }: WebhookRequest,
  { secrets, uri = url }: { readonly secrets: readonly string[]; readonly uri?: string | undefined },
): void {
  const timestamp = headerOf(headers, 'x-hubspot-request-timestamp');
  verifyFresh(timestamp, receivedAt, { unit: 'milliseconds' });
  if (timestamp === undefined || !/^https?:\/\//i.test(uri)) throw unverified();
  verifyHmac({
    algorithm: 'sha256',
    encoding: 'base64',
    signed: [method.toUpperCase(), signedUri(uri), rawBody, timestamp],
    signature: headerOf(headers, 'x-hubspot-signature-v3'),
    secrets,
  });
}

/** An address as HubSpot signs it. */
export function signedUri(uri: string): string {
  return uri.replace(decoded, decodeURIComponent);
}
