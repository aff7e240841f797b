import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rateLimitOf } from './rate-limit.js';

const now = Date.parse('2026-11-22T08:00:00Z');
const inSeconds = (seconds: number) => now + seconds * 1000;

describe('rateLimitOf', () => {
  it.each<[string, Record<string, string>, ReturnType<typeof rateLimitOf>]>([
    ['Resend', { 'RateLimit-Remaining': '1', 'RateLimit-Reset': '1' }, { remaining: 1, resetAt: inSeconds(1) }],
    ['a newer draft', { RateLimit: '"burst";r=50;t=30' }, { remaining: 50, resetAt: inSeconds(30) }],
    ['two policies', { RateLimit: '"burst";r=50;t=30, "daily";r=3;t=9' }, { remaining: 3, resetAt: inSeconds(9) }],
    ['an older draft', { RateLimit: 'limit=100, remaining=0, reset=5' }, { remaining: 0, resetAt: inSeconds(5) }],
    [
      'SendGrid, GitHub: seconds since 1970',
      { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': String(inSeconds(7) / 1000) },
      { remaining: 0, resetAt: inSeconds(7) },
    ],
    [
      'milliseconds since 1970',
      { 'X-Rate-Limit-Remaining': '0', 'X-Rate-Limit-Reset': String(inSeconds(7)) },
      { remaining: 0, resetAt: inSeconds(7) },
    ],
    [
      'HubSpot',
      { 'X-HubSpot-RateLimit-Remaining': '0', 'X-HubSpot-RateLimit-Interval-Milliseconds': '10000' },
      { remaining: 0, resetAt: inSeconds(10) },
    ],
    ['the tighter of two', { 'X-RateLimit-Remaining': '90', 'X-HubSpot-RateLimit-Remaining': '2' }, { remaining: 2 }],
    [
      'a moment that has passed',
      { 'RateLimit-Remaining': '0', 'RateLimit-Reset': '1000000000' },
      { remaining: 0, resetAt: now },
    ],
    [
      'a year',
      { 'RateLimit-Remaining': '0', 'RateLimit-Reset': '31536000' },
      { remaining: 0, resetAt: inSeconds(86_400) },
    ],
    ['none', { 'Retry-After': '3' }, undefined],
    ['nonsense', { 'RateLimit-Remaining': '-1', 'X-RateLimit-Remaining': 'many', RateLimit: 'r=x' }, undefined],
    ['a reset alone', { 'RateLimit-Reset': '5' }, undefined],
  ])('reads %s', (_whose, headers, expected) => {
    expect(rateLimitOf(new Headers(headers), now)).toEqual(expected);
  });

  it('makes nothing worse than nothing of anything', () => {
    const value = fc.string({ unit: fc.constantFrom(...'0123456789.,;="rt -'), maxLength: 40 });
    fc.assert(
      fc.property(value, value, value, (policy, remaining, reset) => {
        const headers = { ratelimit: policy, 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset': reset };
        const limit = rateLimitOf(new Headers(headers), now);
        if (limit === undefined) return;
        expect(limit.remaining).toBeGreaterThanOrEqual(0);
        expect(limit.resetAt ?? now).toBeGreaterThanOrEqual(now);
        expect(limit.resetAt ?? now).toBeLessThanOrEqual(inSeconds(86_400));
      }),
      { numRuns: 1000 },
    );
  });
});
