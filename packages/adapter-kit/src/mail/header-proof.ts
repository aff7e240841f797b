import { createHash, timingSafeEqual } from 'node:crypto';
import type { WebhookRequest } from '@sintonia/spec';
import { headerOf } from '../header-of.js';
import { unverified } from '../unverified.js';

/** A header that must be there, letter by letter: what proves a request of a provider that signs nothing. */
export interface ExpectedHeader {
  readonly name: string;
  readonly value: string;
}

/** @throws SINTONIA_WEBHOOK_UNVERIFIED where the request has none of these headers; also where none is expected. */
export function verifyHeader({ headers }: WebhookRequest, expected: readonly ExpectedHeader[]): void {
  let proven = false;
  for (const { name, value } of expected) {
    const given = headerOf(headers, name) ?? '';
    // Hashes are of one length, so that the time tells nothing about the secret's. No early end, for the same reason.
    if (timingSafeEqual(digest(given), digest(value))) proven = true;
  }
  if (!proven) throw unverified();
}

function digest(text: string): Uint8Array {
  return createHash('sha256').update(text).digest();
}
