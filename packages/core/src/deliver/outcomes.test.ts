import { DAY, type EngineEvents, SECOND, SintoniaError } from '@sintonia/spec';
import type { FakeBehaviour } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { COLLECTIONS } from '../store/collections.js';
import { everythingIn, reachable, testEngine } from '../test-engine.fixture.js';
import { retryDelay } from './retry-delay.js';

const one = { userId: 'ana', campaign: 'hello', occasion: 'one' };

async function queued() {
  const all = await testEngine();
  const events: EngineEvents['message'][] = [];
  await reachable(all.engine, 'ana', { firstName: 'Ana-Lucia' });
  all.engine.on('message', (event) => void events.push(event));
  const { sendKey } = await all.engine.send(one);
  const row = async () => (await all.engine.privacy.export({ userId: 'ana' })).entries.outbox?.[0];
  return { ...all, events, sendKey, row };
}

describe('a message that is', () => {
  it('accepted is sent, and counted as an exposure', async () => {
    const { engine, events, sendKey, row, mailbox } = await queued();
    expect(await engine.tick()).toEqual({ sent: 1, failed: 0, unknown: 0, suppressed: 0, expired: 0, retrying: 0 });
    expect(mailbox.messages).toMatchObject([{ sendKey, to: 'ana@example.com', locale: 'en', purpose: 'marketing' }]);
    expect(mailbox.attempts[0]?.context.idempotencyKey).toBe(sendKey);
    expect(await row()).toMatchObject({ state: 'sent', providerId: 'fake-1' });
    expect(events.map(({ state }) => state)).toEqual(['pending', 'sent']);
    const { exposure } = (await engine.privacy.export({ userId: 'ana' })).entries;
    expect(exposure).toMatchObject([{ kind: 'message', sendKey, campaign: 'hello', channel: 'email', propensity: 1 }]);
  });

  it.each<[FakeBehaviour, 'failed' | 'unknown', string]>([
    ['refuse', 'failed', 'SINTONIA_DELIVERY_REJECTED'],
    ['lose', 'unknown', 'SINTONIA_DELIVERY_UNKNOWN'],
    ['crash', 'unknown', 'SINTONIA_DELIVERY_UNKNOWN'],
  ])('met with "%s" is %s, and not tried again', async (behaviour, state, code) => {
    const { engine, mailbox, events, row, store, testClock } = await queued();
    mailbox.behave(behaviour);
    expect(await engine.tick()).toMatchObject({ sent: 0, [state]: 1 });
    expect(events.at(-1)).toMatchObject({ state, code });
    expect(await row()).toMatchObject({ state, code });
    // Address and words are gone from the row and from every event.
    expect(await everythingIn(store, [COLLECTIONS.outbox, COLLECTIONS.due])).not.toMatch(/@example|Lucia/);
    expect(JSON.stringify(events)).not.toMatch(/@example|Lucia/);
    testClock.advance(DAY);
    const report = await engine.tick();
    expect(report).not.toHaveProperty('next');
    expect(mailbox.attempts).toHaveLength(1);
  });

  it('refused for now is tried again later, then accepted', async () => {
    const { engine, mailbox, events, testClock } = await queued();
    mailbox.next('busy', 'unreachable');
    for (const attempt of [1, 2]) {
      const { retrying, next } = await engine.tick();
      expect(retrying).toBe(1);
      expect(next).toBeGreaterThan(testClock.now());
      expect(await engine.tick()).toMatchObject({ retrying: 0, sent: 0 });
      expect(mailbox.attempts).toHaveLength(attempt);
      testClock.set(next as number);
    }
    expect(await engine.tick()).toMatchObject({ sent: 1 });
    expect(events.map(({ state }) => state)).toEqual(['pending', 'pending', 'pending', 'sent']);
  });

  it('met with refused credentials waits for them, then expires when it is a day old', async () => {
    const { engine, mailbox, row, testClock } = await queued();
    mailbox.behave('unauthorised');
    for (let hour = 0; hour < 24; hour++) {
      expect(await engine.tick()).toMatchObject({ retrying: 1 });
      testClock.advance(DAY / 24);
    }
    expect(await row()).toMatchObject({ state: 'pending', code: 'SINTONIA_DELIVERY_UNAUTHORISED' });
    testClock.advance(1);
    expect(await engine.tick()).toMatchObject({ expired: 1 });
    expect(await row()).toMatchObject({ state: 'expired', code: 'SINTONIA_DELIVERY_UNAUTHORISED' });
  });

  it('refused for now again and again fails in the end, after long enough for a greylist', async () => {
    const { engine, mailbox, testClock } = await queued();
    mailbox.behave('busy');
    const start = testClock.now();
    let report = await engine.tick();
    while (report.next !== undefined) {
      testClock.set(report.next);
      report = await engine.tick();
    }
    expect(report.failed).toBe(1);
    expect(testClock.now() - start).toBeGreaterThan(600 * SECOND);
  });

  it('told to slow down waits as long as asked, and is not given up for it', async () => {
    const { engine, mailbox, testClock } = await queued();
    mailbox.behave('slow-down');
    for (let time = 0; time < 30; time++) {
      const { next, retrying } = await engine.tick();
      expect(retrying).toBe(1);
      expect((next as number) - testClock.now()).toBeGreaterThanOrEqual(30 * SECOND);
      testClock.set(next as number);
    }
    mailbox.behave('accept');
    expect(await engine.tick()).toMatchObject({ sent: 1 });
  });

  it('told to slow down expires when it is a day old', async () => {
    const { engine, mailbox, testClock } = await queued();
    mailbox.behave('slow-down');
    testClock.advance(DAY + 1);
    expect(await engine.tick()).toMatchObject({ expired: 1 });
  });
});

it('of what a provider answers, only its id is kept', async () => {
  const { engine, mailbox, row } = await queued();
  mailbox.dispatch = async () => ({ providerId: 'id-1', state: 'queued', to: 'ana@example.com' }) as never;
  expect(await engine.tick()).toMatchObject({ sent: 1 });
  expect(await row()).toMatchObject({ state: 'sent', providerId: 'id-1' });
  expect(JSON.stringify(await row())).not.toContain('@example');
});

it.each([undefined, null, { providerId: 7 }])('a receipt of %j is one without an id', async (receipt) => {
  const { engine, mailbox, row } = await queued();
  mailbox.dispatch = async () => receipt as never;
  expect(await engine.tick()).toMatchObject({ sent: 1 });
  expect(await row()).not.toHaveProperty('providerId');
});

it('a wait without end is cut', async () => {
  const { engine, mailbox, testClock } = await queued();
  mailbox.dispatch = () =>
    Promise.reject(new SintoniaError('DELIVERY_RATE_LIMITED', 'slow', { details: { retryAfterMs: 1e300 } }));
  expect(await engine.tick()).toMatchObject({ next: testClock.now() + DAY });
});

it('a tick at a later time means that time for all that follows', async () => {
  const { engine, mailbox, testClock } = await queued();
  mailbox.behave('busy');
  const later = testClock.now() + DAY;
  const { retrying, next } = await engine.tick(later);
  expect(retrying).toBe(1);
  expect(next).toBeGreaterThan(later);
});

it('a retry waits longer each time, never less than asked for, and the same in a replay', () => {
  const delays = Array.from({ length: 40 }, (_, index) => retryDelay('key', index + 1));
  expect(Math.max(...delays)).toBeLessThanOrEqual(3_600_000);
  expect(delays).toEqual(Array.from({ length: 40 }, (_, index) => retryDelay('key', index + 1)));
  expect(retryDelay('key', 1, 99_999)).toBe(99_999);
});
