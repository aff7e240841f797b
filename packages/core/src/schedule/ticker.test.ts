import { type EngineEvents, systemClock } from '@sintonia/spec';
import { fakeDispatcher } from '@sintonia/testing';
import { describe, expect, it, vi } from 'vitest';
import { memoryStore } from '../store/memory-store.js';
import { reachable, storeLike, testEngine } from '../test-engine.fixture.js';

const automatic = { delivery: 'automatic', clock: systemClock } as const;

describe('with automatic delivery', () => {
  it('messages go out and are tried again by themselves', async () => {
    const { engine, mailbox } = await testEngine(automatic);
    await reachable(engine, 'ana');
    await reachable(engine, 'ben');
    mailbox.next('accept', 'accept');
    const states: EngineEvents['message'][] = [];
    engine.on('message', (event) => void states.push(event));
    await Promise.all(['ana', 'ben'].map((userId) => engine.send({ userId, campaign: 'hello', occasion: 'one' })));
    await vi.waitFor(() => expect(states.filter(({ state }) => state === 'sent')).toHaveLength(2), 15_000);
  });

  it('what an earlier process left is taken up at the start', async () => {
    const store = memoryStore();
    const before = await testEngine({ clock: systemClock, store: storeLike(store) });
    await reachable(before.engine, 'ana');
    await before.engine.send({ userId: 'ana', campaign: 'hello', occasion: 'one' });
    const { mailbox } = await testEngine({ ...automatic, store });
    await vi.waitFor(() => expect(mailbox.messages).toHaveLength(1), 15_000);
  });

  it('a message is not forgotten because another one waits for longer', async () => {
    const quietHours = { from: '00:00', to: '23:59' };
    const { engine, mailbox } = await testEngine({ ...automatic, quietHours });
    await reachable(engine, 'ana');
    await engine.send({ userId: 'ana', campaign: 'hello', occasion: 'night' });
    for (const occasion of ['one', 'two', 'three']) {
      await engine.send({ userId: 'ana', campaign: 'receipt', occasion });
      await vi.waitFor(() => expect(mailbox.messages.at(-1)).toBeDefined(), 15_000);
    }
    await vi.waitFor(() => expect(mailbox.messages).toHaveLength(3), 15_000);
  });
});

it.each([1, 3])('a dispatcher that takes %s at once gets no more', async (concurrency) => {
  let [current, most] = [0, 0];
  const dispatcher = fakeDispatcher({ channel: 'sms', concurrency });
  const narrow = {
    ...dispatcher,
    addressOf: () => '+15550100',
    async dispatch(...given: Parameters<typeof dispatcher.dispatch>) {
      most = Math.max(most, ++current);
      await new Promise((resolve) => setImmediate(resolve));
      current--;
      return dispatcher.dispatch(...given);
    },
  };
  const campaigns = { text: { channel: 'sms', purpose: 'service', picks: 0, compose: () => ({ text: 'Hi' }) } };
  const { engine } = await testEngine({ plugins: [{ name: 'n', specVersion: 1, dispatchers: [narrow] }], campaigns });
  for (let index = 0; index < 12; index++) {
    await engine.send({ userId: `person-${index}`, campaign: 'text', occasion: 'one' });
  }
  expect(await engine.tick()).toMatchObject({ sent: 12 });
  expect(most).toBe(concurrency);
});

it('ticks come one after the other', async () => {
  const { engine, mailbox } = await testEngine();
  await reachable(engine, 'ana');
  await engine.send({ userId: 'ana', campaign: 'hello', occasion: 'one' });
  const reports = await Promise.all([engine.tick(), engine.tick(), engine.tick()]);
  expect(reports.map(({ sent }) => sent)).toEqual([1, 0, 0]);
  expect(mailbox.attempts).toHaveLength(1);
});
