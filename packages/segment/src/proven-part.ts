import { headerOf, unverified, verifyHmac } from '@sintonia/adapter-kit';
import type { WebhookRequest } from '@sintonia/spec';

/** What a signature proves of a body: all of it, or the first event of a batch and nothing behind. */
export type Proven = 'all' | 'first';

/**
 * Checks a webhook against Segment's signatures, both hexadecimal HMAC-SHA1: `X-Segment-Signature`, of newer destinations, over the
 * whole body; or `X-Signature`, over one event, which in a batch is the first.
 *
 * @throws SINTONIA_WEBHOOK_UNVERIFIED when it proves nothing.
 */
export function provenPart({ headers, rawBody }: WebhookRequest, secrets: readonly string[]): Proven {
  const isSignedBy = (signature: string | undefined, bytes: Uint8Array) => {
    try {
      verifyHmac({ algorithm: 'sha1', encoding: 'hex', signed: [bytes], signature, secrets });
      return true;
    } catch {
      return false;
    }
  };
  const strong = headerOf(headers, 'x-segment-signature');
  // Who sends the better signature must pass by it: a good one of the other kind does not make up for it.
  if (strong !== undefined) {
    if (isSignedBy(strong, rawBody)) return 'all';
    throw unverified();
  }
  const signature = headerOf(headers, 'x-signature');
  if (signature === undefined) throw unverified();
  if (isSignedBy(signature, rawBody)) return 'all';
  const first = firstElement(rawBody);
  if (first === undefined || !isSignedBy(signature, first)) throw unverified();
  // The brackets around it.
  return first.length + 2 === rawBody.length ? 'all' : 'first';
}

const [QUOTE, BACKSLASH, COMMA, OPEN_LIST, CLOSE_LIST, OPEN, CLOSE] = Buffer.from('"\\,[]{}');

/** The very bytes of the first object of a list that is written without white space, as `JSON.stringify` does. */
function firstElement(body: Uint8Array): Uint8Array | undefined {
  if (body[0] !== OPEN_LIST || body[1] !== OPEN) return undefined;
  let depth = 0;
  let inText = false;
  for (let at = 1; at < body.length; at++) {
    const byte = body[at];
    if (inText) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if (byte === OPEN) depth++;
    else if (byte === CLOSE && --depth === 0) {
      const next = body[at + 1];
      return next === COMMA || next === CLOSE_LIST ? body.subarray(1, at + 1) : undefined;
    }
  }
  return undefined;
}
