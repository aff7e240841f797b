import { tokenOf } from './bounce-token.js';
import type { SmtpSettings } from './smtp-options.js';

/** The longest envelope id (RFC 3461, section 4.4). */
const LONGEST_ENVELOPE_ID = 100;

/** How a report will tell which message it is about: by the address that it goes to, the envelope's id, and what it gives back. */
export function bounceHeaders(sendKey: string, messageId: string, bounces: NonNullable<SmtpSettings['bounces']>) {
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
