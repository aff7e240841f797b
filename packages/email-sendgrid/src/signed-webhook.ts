import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { headerOf, type Setting, unverified, verifyFresh } from '@sintonia/adapter-kit';
import { SintoniaError, type WebhookRequest } from '@sintonia/spec';

const MOST = 4;
const SIGNATURE = 'x-twilio-email-event-webhook-signature';
const TIMESTAMP = 'x-twilio-email-event-webhook-timestamp';

/** One to four public keys of P-256: SPKI as base64, as SendGrid shows them. */
export const webhookKeysSetting: Setting<readonly KeyObject[]> = (value, field) => {
  const texts: unknown[] = Array.isArray(value) ? value : [value];
  const keys = texts.map(keyOf).filter((key) => key !== undefined);
  if (texts.length === 0 || texts.length > MOST || keys.length < texts.length) {
    const message = `${field} must be a verification key as SendGrid shows it, or a list of one to ${MOST}.`;
    throw new SintoniaError('OPTION_INVALID', message, { field });
  }
  return keys;
};

function keyOf(text: unknown): KeyObject | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether SendGrid signed this: ECDSA over the timestamp and the very bytes of the body, DER as base64, by one of the keys.
 * https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features
 *
 * @throws SINTONIA_WEBHOOK_UNVERIFIED when not, or not within five minutes, and always without a key.
 */
export function verifySignedWebhook(
  { headers, rawBody, receivedAt }: WebhookRequest,
  keys: readonly KeyObject[],
): void {
  const timestamp = headerOf(headers, TIMESTAMP) ?? '';
  const text = headerOf(headers, SIGNATURE) ?? '';
  verifyFresh(timestamp, receivedAt);
  const signature = Buffer.from(text, 'base64');
  // Base64 can be spelled in several ways, of which only one is SendGrid's.
  if (text === '' || signature.toString('base64') !== text) throw unverified();
  const signed = Buffer.concat([Buffer.from(timestamp), rawBody]);
  const verified = keys.filter((key) => verify('sha256', signed, { key, dsaEncoding: 'der' }, signature));
  if (verified.length === 0) throw unverified();
}
