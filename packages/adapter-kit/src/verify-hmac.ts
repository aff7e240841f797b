import { createHmac, timingSafeEqual } from 'node:crypto';
import { unverified } from './unverified.js';

export interface HmacScheme {
  readonly algorithm: 'sha256' | 'sha1';
  readonly encoding: 'base64' | 'hex';
}

export interface HmacClaim extends HmacScheme {
  /** What was signed, in order. Bytes as they came, never a body that was parsed and written again. */
  readonly signed: readonly (Uint8Array | string)[];
  /** As the header gives it. */
  readonly signature: string | undefined;
  /** All that are valid now: the new one and, while it is rotated, the old one. */
  readonly secrets: readonly (string | Uint8Array)[];
}

/**
 * Whether the sender knows one of the secrets.
 *
 * The signature is compared as text, in constant time: decoding it first would also accept other spellings of the same bytes.
 *
 * @throws SINTONIA_WEBHOOK_UNVERIFIED when not; also when there is no signature, no secret, or an empty one.
 */
export function verifyHmac({ signed, signature, secrets, algorithm, encoding }: HmacClaim): void {
  const given = Buffer.from(signature ?? '');
  let verified = false;
  for (const secret of secrets) {
    if (secret.length === 0) throw unverified();
    const expected = Buffer.from(hmac({ algorithm, encoding }, secret, signed));
    // No early end: how long this takes does not tell which of the secrets it was.
    if (expected.length === given.length && timingSafeEqual(expected, given)) verified = true;
  }
  if (!verified) throw unverified();
}

/** The signature that {@link verifyHmac} wants to see. */
export function hmac(
  { algorithm, encoding }: HmacScheme,
  secret: string | Uint8Array,
  signed: readonly (Uint8Array | string)[],
): string {
  const digest = createHmac(algorithm, secret);
  for (const part of signed) digest.update(part);
  return digest.digest(encoding);
}
