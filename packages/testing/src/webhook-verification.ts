import { isSintoniaError, type WebhookRequest } from '@sintonia/spec';
import { expect } from 'vitest';

/** Something that verifies webhooks, and one that it must verify. */
export interface Verification {
  readonly verify: (request: WebhookRequest) => Promise<void>;
  readonly request: WebhookRequest;
}

const MOST_FLIPS = 400;
const SIGNING = /signature|hmac|authorization/i;

export async function assertRefused({ verify }: Verification, request: WebhookRequest, why: string): Promise<void> {
  const outcome = await verify(request).then(
    () => 'accepted',
    (error: unknown) => (isSintoniaError(error, 'WEBHOOK_UNVERIFIED') ? 'refused' : error),
  );
  expect(outcome, why).toBe('refused');
}

/** That the signature covers every bit of the body. */
export async function assertBodyCovered(verification: Verification): Promise<void> {
  const { request } = verification;
  const bits = request.rawBody.length * 8;
  const step = Math.max(1, Math.floor(bits / MOST_FLIPS));
  const refused = (rawBody: Uint8Array, why: string) => assertRefused(verification, { ...request, rawBody }, why);
  for (let bit = 0; bit < bits; bit += step) await refused(flipped(request.rawBody, bit), `bit ${bit} of the body`);
  await refused(new Uint8Array(), 'no body');
  await refused(Buffer.concat([request.rawBody, Buffer.from(' ')]), 'a longer body');
}

/** That every bit of what the headers sign with counts. */
export async function assertSignatureCounts(verification: Verification): Promise<void> {
  const { request } = verification;
  const refused = (headers: WebhookRequest['headers'], why: string) =>
    assertRefused(verification, { ...request, headers }, why);
  await refused({}, 'no headers');
  const signatures = Object.entries(request.headers).filter(([name]) => SIGNING.test(name));
  expect(signatures.length, 'headers that hold a signature').toBeGreaterThan(0);
  for (const [name, value = ''] of signatures) {
    const bytes = Buffer.from(value);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(flipped(bytes, bit)).toString('latin1');
      await refused({ ...request.headers, [name]: changed }, `bit ${bit} of ${name}`);
    }
    await refused({ ...request.headers, [name]: '' }, `an empty ${name}`);
  }
}

/** That requests from too long ago, and from the future, are refused, and others are not. */
export async function assertFresh(verification: Verification, toleranceMs: number): Promise<void> {
  const { verify, request } = verification;
  const at = (away: number) => ({ ...request, receivedAt: request.receivedAt + away });
  for (const away of [1000 - toleranceMs, toleranceMs - 1000]) await verify(at(away));
  for (const away of [-toleranceMs - 1000, toleranceMs + 1000]) {
    await assertRefused(verification, at(away), `${away} ms away`);
  }
}

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}
