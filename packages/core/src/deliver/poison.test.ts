import { systemClock } from '@sintonia/spec';
import { describe, expect, it, vi } from 'vitest';
import { reachable, testEngine } from '../test-engine.fixture.js';
import { people, withProviders } from './providers.fixture.js';

describe('a message whose dispatch hangs', () => {
  it('is given up in time, and holds up nobody who is due with it', async () => {
    const { engine, fakes, send } = await withProviders({ one: { concurrency: 2 } }, { dispatchMs: 300 });
    fakes[0]?.next('hang');
    for (const userId of people(50)) await send(userId);
    const tick = engine.tick();
    await vi.waitFor(() => expect(fakes[0]?.messages).toHaveLength(50), 15_000);
    expect(await tick).toMatchObject({ sent: 49, unknown: 1 });
  });

  it('does not keep back what becomes due later, nor another channel', async () => {
    const text = { channel: 'sms', purpose: 'service', picks: 0, compose: () => ({ text: 'Hello' }) };
    const { engine, mailbox } = await testEngine({
      campaigns: { hello: { ...text, channel: 'email' }, text },
      plugins: [
        {
          name: 'stuck',
          specVersion: 1,
          dispatchers: [
            {
              name: 'stuck',
              specVersion: 1,
              channel: 'sms',
              addressOf: () => '1',
              dispatch: () => new Promise(() => {}),
            },
          ],
        },
      ],
      delivery: 'automatic',
      clock: systemClock,
      dispatchMs: 4_000,
    });
    for (const userId of people(4)) await engine.send({ userId, campaign: 'text', occasion: 'one' });
    for (const occasion of ['one', 'two']) {
      await reachable(engine, occasion);
      await engine.send({ userId: occasion, campaign: 'hello', occasion });
      await vi.waitFor(() => expect(mailbox.messages.at(-1)?.to).toBe(`${occasion}@example.com`), 5_000);
    }
  });
});

it('a message whose dispatch always throws is tried no more often than others, and they go on', async () => {
  const { engine, fakes, send, testClock } = await withProviders({ one: {} });
  const [one] = fakes;
  if (!one) throw new Error('no provider');
  const { dispatch } = one;
  one.dispatch = async (message, context) => {
    if (message.to === 'poison') throw new TypeError('Cannot read properties of undefined');
    return dispatch(message, context);
  };
  await send('poison');
  for (const userId of people(30)) await send(userId);
  expect(await engine.tick()).toMatchObject({ sent: 30, unknown: 1 });
  testClock.advance(1e9);
  expect(await engine.tick()).toMatchObject({ sent: 0, unknown: 0 });
});
