import { type ChannelDispatcher, type Plugin, type Receipt, SintoniaError, systemClock } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { memoryStore } from '../store/memory-store.js';
import { storeLike, testEngine } from '../test-engine.fixture.js';
import { withProviders } from './providers.fixture.js';

const note = { channel: 'sms', purpose: 'service', picks: 0, compose: () => ({ text: 'Hello' }) };
const one = { userId: 'ana', campaign: 'note', occasion: 'one' };

/** A provider that answers when it is told to. */
function slowProvider() {
  const calls: { resolve: (receipt: Receipt) => void; reject: (error: unknown) => void }[] = [];
  const dispatcher: ChannelDispatcher = {
    name: 'slow',
    specVersion: 1,
    channel: 'sms',
    addressOf: ({ person }) => person,
    dispatch: () => new Promise((resolve, reject) => void calls.push({ resolve, reject })),
  };
  const plugins: readonly Plugin[] = [{ name: 'slow', specVersion: 1, dispatchers: [dispatcher] }];
  const asked = async () => {
    while (calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
    return calls[0] as (typeof calls)[0];
  };
  return { plugins, asked };
}

/** A message that one process has handed over before it was stopped, and another one that looks at it later. */
async function stopped(delivery: 'atMostOnce' | 'atLeastOnce') {
  const store = memoryStore();
  const { plugins, asked } = slowProvider();
  const campaigns = { note: { ...note, delivery } };
  const left = await testEngine({ store: storeLike(store), plugins, campaigns });
  await left.engine.send(one);
  const tick = left.engine.tick();
  const answer = await asked();
  const right = await withProviders({ fake: {} }, { store, note: { delivery } });
  right.testClock.advance(30_000);
  const row = async () => (await right.engine.privacy.export({ userId: 'ana' })).entries.outbox?.[0];
  return { right, answer, tick, row };
}

describe('a claim', () => {
  it('is renewed for as long as the provider takes', async () => {
    const store = memoryStore();
    const { plugins, asked } = slowProvider();
    const options = { plugins, campaigns: { note }, claimMs: 1_000, clock: systemClock };
    const left = await testEngine({ ...options, store: storeLike(store) });
    await left.engine.send(one);
    const tick = left.engine.tick();
    const answer = await asked();
    const right = await withProviders({ fake: {} }, { store, clock: systemClock, claimMs: 1_000 });
    for (const until = Date.now() + 2_500; Date.now() < until; ) {
      expect(await right.engine.tick()).toMatchObject({ unknown: 0, sent: 0 });
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    answer.resolve({});
    expect(await tick).toMatchObject({ sent: 1 });
  });

  it('that ran out leaves the message unknown, until its owner comes back and knows', async () => {
    const { right, answer, tick, row } = await stopped('atMostOnce');
    expect(await right.engine.tick()).toMatchObject({ unknown: 1 });
    answer.resolve({ providerId: 'late' });
    expect(await tick).toMatchObject({ sent: 1 });
    expect(await row()).toMatchObject({ state: 'sent', providerId: 'late' });
    expect((await right.engine.messages.list({ state: 'unknown' })).messages).toEqual([]);
    expect((await right.engine.privacy.export({ userId: 'ana' })).entries.exposure).toHaveLength(1);
  });

  it('whose owner comes back and knows that it was not accepted leaves it failed: nobody has its content any more', async () => {
    const { right, answer, tick, row } = await stopped('atMostOnce');
    await right.engine.tick();
    answer.reject(new SintoniaError('DELIVERY_TRANSIENT', 'busy'));
    expect(await tick).toMatchObject({ failed: 1 });
    expect(await row()).toMatchObject({ state: 'failed' });
  });

  it('that was taken over leaves its first owner nothing to say', async () => {
    const { right, answer, tick, row } = await stopped('atLeastOnce');
    expect(await right.engine.tick()).toMatchObject({ retrying: 1, unknown: 0 });
    right.testClock.advance(60_000);
    expect(await right.engine.tick()).toMatchObject({ sent: 1 });
    answer.resolve({ providerId: 'late' });
    expect(await tick).toMatchObject({ sent: 0 });
    expect(await row()).toMatchObject({ state: 'sent', provider: 'fake', providerId: 'fake-1' });
  });

  it('of a message that may go out twice ends it when its owner comes back before anybody else', async () => {
    const { right, answer, tick, row } = await stopped('atLeastOnce');
    await right.engine.tick();
    answer.resolve({ providerId: 'late' });
    expect(await tick).toMatchObject({ sent: 1 });
    right.testClock.advance(60_000);
    expect(await right.engine.tick()).toMatchObject({ sent: 0 });
    expect(await row()).toMatchObject({ providerId: 'late' });
  });
});

describe('a message that rather goes out twice than never', () => {
  it('is tried again when nobody knows, and in the end unknown, never failed', async () => {
    const { engine, fakes, send, testClock } = await withProviders({ fake: {} }, { note: { delivery: 'atLeastOnce' } });
    fakes[0]?.behave('busy');
    fakes[0]?.next('lose');
    await send('ana');
    let report = await engine.tick();
    expect(report).toMatchObject({ retrying: 1 });
    while (report.next !== undefined) {
      testClock.set(report.next);
      report = await engine.tick();
    }
    expect(report).toMatchObject({ unknown: 1, failed: 0 });
    expect(await engine.messages.replay()).toEqual({ queued: 0, held: 0, refused: 0 });
  });
});
