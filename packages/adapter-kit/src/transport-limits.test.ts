import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, type HttpProvider, httpProvider, ok } from './http-provider.fixture.js';
import { transport } from './transport.js';

const now = Date.parse('2026-11-22T08:00:00Z');
let provider: HttpProvider;

beforeAll(async () => {
  provider = await httpProvider();
});
afterAll(() => provider.close());

/** A transport that only notes for how long it would wait. */
function noting(attempts = 3) {
  const waits: number[] = [];
  const pause = async (milliseconds: number) => void waits.push(milliseconds);
  const send = transport({ clock: { now: () => now }, pause, attempts });
  return { waits, get: () => send({ url: provider.url }) };
}

describe('the limit that headers tell', () => {
  const spent = { 'ratelimit-remaining': '0', 'ratelimit-reset': '4' };

  it('comes with the answer, and the next request waits for it', async () => {
    const { waits, get } = noting();
    provider.behaviours = [answer(200, spent), answer(200, { 'ratelimit-remaining': '9' }), ok];
    expect((await get()).rateLimit).toEqual({ remaining: 0, resetAt: now + 4000 });
    expect(waits).toEqual([]);
    await get();
    await get();
    expect(waits).toEqual([4000]);
  });

  it('says when to come again after a 429 without Retry-After', async () => {
    provider.behaviours = [answer(429, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '3600' })];
    await expect(noting().get()).rejects.toMatchObject({
      code: 'SINTONIA_DELIVERY_RATE_LIMITED',
      details: { attempts: 1, retryAfterMs: 3_600_000 },
    });
  });

  it('that is a day away is not waited for', async () => {
    const { waits, get } = noting();
    provider.behaviours = [answer(200, { ...spent, 'ratelimit-reset': '86400' }), ok];
    await get();
    await get();
    expect(waits).toEqual([]);
  });
});
