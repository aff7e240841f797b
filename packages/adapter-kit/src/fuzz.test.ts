import { isSintoniaError, type WebhookRequest } from '@sintonia/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainAddress } from './plain-address.js';
import { rateLimitOf } from './rate-limit.js';
import { retryAfter } from './retry-after.js';
import { signStandardWebhook, verifyStandardWebhook } from './standard-webhooks.js';

const numRuns = process.env.SINTONIA_DEEP ? 100_000 : 1_000;
const timeout = process.env.SINTONIA_DEEP ? 1_800_000 : 30_000;
const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const receivedAt = Date.UTC(2026, 0);

function request(headers: WebhookRequest['headers'], rawBody: Uint8Array): WebhookRequest {
  return { method: 'POST', url: '/', headers, rawBody, receivedAt };
}

describe('whatever comes,', () => {
  it('a request that nobody signed by Standard Webhooks is refused', { timeout }, () => {
    const good = signStandardWebhook('{}', { id: 'm-1', timestamp: receivedAt, secret });
    const text = fc.oneof(fc.string(), fc.constantFrom('v1,', 'v1, v1,', 'v2,x', '1767225600', 'm-1', '-1', '1e9'));
    const headers = fc.dictionary(
      fc.constantFrom(
        'webhook-id',
        'WEBHOOK-ID',
        'webhook-timestamp',
        'webhook-signature',
        'svix-signature',
        '__proto__',
      ),
      fc.oneof(text, fc.constantFrom(...Object.values(good))),
    );
    const law = fc.property(headers, fc.uint8Array({ maxLength: 40 }), (given, bytes) => {
      expect(() =>
        verifyStandardWebhook(request(given, Buffer.concat([Buffer.of(0), bytes])), { secrets: [secret] }),
      ).toThrow(expect.objectContaining({ code: 'SINTONIA_WEBHOOK_UNVERIFIED' }));
    });
    fc.assert(law, { seed: 7, numRuns });
  });

  it('and what was signed is taken', { timeout }, () => {
    const id = fc.string({ minLength: 1 }).filter((text) => !text.includes('.'));
    const law = fc.property(id, fc.uint8Array(), fc.nat(299_000), (given, bytes, age) => {
      const headers = signStandardWebhook(bytes, { id: given, timestamp: receivedAt - age, secret });
      expect(verifyStandardWebhook(request(headers, bytes), { secrets: ['whsec_b2xk', secret] })).toBe(given);
    });
    fc.assert(law, { seed: 7, numRuns });
  });

  it('an address is plain, or refused by a code', { timeout }, () => {
    const part = fc.constantFrom(
      'a',
      '@',
      '.',
      '"',
      '<',
      '>',
      ' ',
      '\r\n',
      'ñ',
      '例',
      '[',
      '127.0.0.1',
      ',',
      ':',
      '%00',
    );
    const text = fc.oneof(
      fc.array(part, { maxLength: 12 }).map((parts) => parts.join('')),
      fc.emailAddress(),
      fc.anything(),
    );
    const law = fc.property(text, (given) => {
      try {
        expect(plainAddress(given)).toMatch(/^[\x21-\x7e]+@[\x21-\x7e]+$/);
      } catch (error) {
        if (!isSintoniaError(error)) throw error;
        expect(error.code).toBe('SINTONIA_ADDRESS_INVALID');
      }
    });
    fc.assert(law, { seed: 7, numRuns });
  });

  it('headers about limits are numbers or nothing', { timeout }, () => {
    const value = fc.oneof(
      fc.string().map((text) => text.replace(/[^\x20-\x7e]/g, '')),
      fc.constantFrom('0', '1', '-1', '1e400', 'NaN', '"a";r=0;t=5', 'limit=1, remaining=0, reset=9', '9'.repeat(40)),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    );
    const names = ['ratelimit', 'ratelimit-remaining', 'ratelimit-reset', 'x-ratelimit-remaining', 'x-ratelimit-reset'];
    const law = fc.property(fc.dictionary(fc.constantFrom(...names), value), value, (given, after) => {
      const limit = rateLimitOf(new Headers(given), receivedAt);
      for (const number of Object.values(limit ?? {}))
        expect(number === undefined || Number.isFinite(number)).toBe(true);
      const wait = retryAfter(after, receivedAt);
      expect(wait === undefined || (Number.isFinite(wait) && wait >= 0)).toBe(true);
    });
    fc.assert(law, { seed: 7, numRuns });
  });
});
