import type { WebhookRequest } from '@sintonia/spec';
import { headerOf } from './header-of.js';
import { unverified } from './unverified.js';
import { FRESH_MS, verifyFresh } from './verify-fresh.js';
import { hmac, verifyHmac } from './verify-hmac.js';

const MOST_SIGNATURES = 16;
const scheme = { algorithm: 'sha256', encoding: 'base64' } as const;

export interface StandardWebhookOptions {
  /** `whsec_…`, all that are valid now. */
  readonly secrets: readonly string[];
  /** How far the clocks may differ. Milliseconds. Default: 300,000. */
  readonly toleranceMs?: number;
}

/**
 * Verifies a request that is signed by https://www.standardwebhooks.com (headers `webhook-…`, or Svix's older `svix-…`).
 *
 * @returns the message's id, the same at every repetition.
 * @throws SINTONIA_WEBHOOK_UNVERIFIED
 */
export function verifyStandardWebhook(
  { headers, rawBody, receivedAt }: WebhookRequest,
  { secrets, toleranceMs = FRESH_MS }: StandardWebhookOptions,
): string {
  const header = (name: string) => headerOf(headers, `webhook-${name}`) ?? headerOf(headers, `svix-${name}`);
  const [id, timestamp] = [header('id'), header('timestamp')];
  // The dots between the parts are signed, too; an id with a dot could borrow from its neighbour.
  if (id === undefined || id.includes('.') || timestamp === undefined) throw unverified();
  verifyFresh(timestamp, receivedAt, { toleranceMs });

  const signatures = header('signature')?.split(' ', MOST_SIGNATURES) ?? [];
  const keys = secrets.map(keyOf);
  const verified = signatures.filter((signature) => {
    if (!signature.startsWith('v1,')) return false;
    try {
      verifyHmac({ ...scheme, signed: [`${id}.${timestamp}.`, rawBody], signature: signature.slice(3), secrets: keys });
      return true;
    } catch {
      return false;
    }
  });
  if (verified.length === 0) throw unverified();
  return id;
}

/** The headers that sign a body by Standard Webhooks. `timestamp` in milliseconds since 1970. */
export function signStandardWebhook(
  body: Uint8Array | string,
  { id, timestamp, secret }: { readonly id: string; readonly timestamp: number; readonly secret: string },
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const seconds = String(Math.floor(timestamp / 1000));
  return {
    'webhook-id': id,
    'webhook-timestamp': seconds,
    'webhook-signature': `v1,${hmac(scheme, keyOf(secret), [`${id}.${seconds}.`, body])}`,
  };
}

function keyOf(secret: string): Uint8Array {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  if (key.length === 0) throw unverified();
  return key;
}
