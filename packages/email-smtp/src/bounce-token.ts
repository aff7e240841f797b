import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { BounceSettings } from './smtp-options.js';

/** Bytes of a Message-ID's hash, and of the seal behind it. Together 52 letters: with an `@` in sight, a local part has 64. */
const HASH = 24;
const SEAL = 8;
const LETTERS = 52;
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
const tokens = new RegExp(`(?<![a-z2-7])[a-z2-7]{${LETTERS}}(?![a-z2-7])`, 'gi');
/** A report names its message a few times; who writes down thousands of tokens is guessing. */
const MOST_TRIES = 100;

/**
 * What names a message in the address that its bounces go to, and can't be made by anybody else. One case only (base32, RFC 4648),
 * since some servers fold that of local parts.
 *
 * @param messageId as `mailOf` makes it: `<` and 32 characters of base64url `@` a domain `>`.
 */
export function tokenOf(messageId: string, secret: string): string {
  const hash = Buffer.from(messageId.slice(1, messageId.indexOf('@')), 'base64url');
  return base32(Buffer.concat([hash, sealOf(hash, secret)]));
}

/** The longest envelope id (RFC 3461, section 4.4). */
const LONGEST_ENVELOPE_ID = 100;

/** How a report will tell which message it is about: by the address that it goes to, the envelope's id, and what it gives back. */
export function bounceHeaders(sendKey: string, messageId: string, bounces: BounceSettings) {
  const { address, verp, secrets } = bounces;
  const token = tokenOf(messageId, secrets[0] as string);
  const at = address.lastIndexOf('@');
  const full = `${token}.${sendKey}`;
  // An id that xtext would make longer is left to the token alone.
  const id = /^[\w.-]+$/.test(full) && full.length <= LONGEST_ENVELOPE_ID ? full : token;
  return {
    returnPath: verp ? `${address.slice(0, at)}+${token}${address.slice(at)}` : address,
    dsn: { id, return: 'headers' as const, notify: ['failure' as const, 'delay' as const] },
    headers: { 'X-Sintonia-Report': token },
  };
}

/** The hash within the first genuine token in a text: base64url, the local part of the Message-ID. */
export function hashIn(text: string, secrets: readonly string[]): string | undefined {
  let tries = 0;
  for (const [token] of text.matchAll(tokens)) {
    if (++tries > MOST_TRIES) return undefined;
    const bytes = fromBase32(token.toLowerCase());
    const hash = bytes.subarray(0, HASH);
    const seal = bytes.subarray(HASH, HASH + SEAL);
    if (secrets.some((secret) => timingSafeEqual(sealOf(hash, secret), seal))) return hash.toString('base64url');
  }
  return undefined;
}

/** The same hash, of a send key: tells whether a send key that a report gives back is that of its token. */
export function hashOf(sendKey: string): string {
  return createHash('sha256').update(sendKey).digest().subarray(0, HASH).toString('base64url');
}

function sealOf(hash: Uint8Array, secret: string): Buffer {
  return createHmac('sha256', secret).update('sintonia bounce token').update(hash).digest().subarray(0, SEAL);
}

function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
