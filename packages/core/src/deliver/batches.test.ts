import { type Receipt, SintoniaError } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { batchKeyOf } from './dispatch-outcome.js';
import { people, withProviders } from './providers.fixture.js';

const several = { one: { batch: 10, concurrency: 2 } };

async function queued(count: number, ...given: Parameters<typeof withProviders>) {
  const all = await withProviders(...given);
  for (const userId of people(count)) await all.send(userId);
  return { ...all, one: all.fakes[0] as NonNullable<(typeof all.fakes)[0]> };
}

describe('where a provider takes several messages in one request', () => {
  it('they go together, at most as many as it takes, under a key of their own', async () => {
    const { engine, one } = await queued(25, several);
    expect(await engine.tick()).toMatchObject({ sent: 25 });
    expect(one.batches).toEqual([10, 10, 5]);
    expect(new Set(one.messages.map(({ to }) => to)).size).toBe(25);
    const first = one.attempts.slice(0, 10);
    const key = batchKeyOf(first.map(({ message }) => message));
    expect(first.every(({ context }) => context.idempotencyKey === key)).toBe(true);
    expect(batchKeyOf(first.map(({ message }) => message).reverse())).toBe(key);
  });

  it('each is marked by its own word, and only what was refused for now is repeated', async () => {
    const { engine, one, testClock } = await queued(10, several);
    one.next('accept', 'busy', 'refuse', 'lose', 'accept', 'busy');
    const report = await engine.tick();
    expect(report).toMatchObject({ sent: 6, retrying: 2, failed: 1, unknown: 1 });
    for (let { next } = report; next !== undefined; ) {
      testClock.set(next);
      ({ next } = await engine.tick());
    }
    const times = people(10).map((person) => one.attempts.filter(({ message }) => message.to === person).length);
    expect(times.toSorted()).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 2, 2]);
  });

  it('one poison recipient in a thousand fails nobody else', async () => {
    const { engine, one } = await queued(1_000, { one: { batch: 1_000 } });
    const { dispatchMany } = one;
    one.dispatchMany = (messages, context) =>
      dispatchMany?.(
        messages.map((message) => (message.to === 'person-500' ? { ...message, to: '\n' } : message)),
        context,
      ) as never;
    expect(await engine.tick()).toMatchObject({ sent: 999, failed: 1 });
    expect(one.batches).toEqual([1_000]);
  });

  it.each<[string, (count: number) => unknown, string]>([
    ['too few words', (count) => Array(count - 1).fill({}), 'unknown'],
    ['no words', () => undefined, 'unknown'],
    ['words that are none', (count) => Array(count).fill('ok'), 'unknown'],
    ['errors that nobody explains', (count) => Array(count).fill(new TypeError('bug')), 'unknown'],
    ['receipts without an id', (count) => Array<Receipt>(count).fill({}), 'sent'],
  ])('%s count as what they are', async (_, words, state) => {
    const { engine, one } = await queued(5, several);
    one.dispatchMany = async (messages) => words(messages.length) as never;
    expect(await engine.tick()).toMatchObject({ [state]: 5 });
  });

  it('an error that is thrown is the word about all', async () => {
    const { engine, one } = await queued(5, several);
    one.dispatchMany = () => Promise.reject(new SintoniaError('DELIVERY_TRANSIENT', 'down'));
    expect(await engine.tick()).toMatchObject({ retrying: 5 });
    one.dispatchMany = () => Promise.reject(new Error('reset'));
    expect(await engine.tick((await engine.tick()).next)).toMatchObject({ unknown: expect.any(Number) });
  });

  it('what one did not take goes to the next, together', async () => {
    const both = { ...several, two: { batch: 100 } };
    const { engine, one, fakes } = await queued(10, both, { channels: { sms: { providers: ['one', 'two'] } } });
    one.next('accept', 'busy', 'busy', 'accept', 'busy');
    expect(await engine.tick()).toMatchObject({ sent: 10 });
    expect(fakes[1]?.batches).toEqual([3]);
  });
});

it('messages of different purposes never share a request', async () => {
  const { engine, fakes } = await withProviders(several, { note: { purpose: 'service' } });
  const [one] = fakes;
  if (!one) throw new Error('no provider');
  const { testEngine } = await import('../test-engine.fixture.js');
  const compose = () => ({ text: 'Hello' });
  const campaigns = {
    note: { channel: 'sms', purpose: 'service', picks: 0, compose },
    offer: { channel: 'sms', picks: 0, compose },
  };
  const mixed = await testEngine({ campaigns, plugins: [{ name: 'one', specVersion: 1, dispatchers: [one] }] });
  for (const userId of people(6)) {
    await mixed.engine.privacy.grant({ userId, purposes: ['marketing'] });
    for (const campaign of ['note', 'offer']) await mixed.engine.send({ userId, campaign, occasion: 'one' });
  }
  const keys = new Map<string, Set<string>>();
  expect(await mixed.engine.tick()).toMatchObject({ sent: 12 });
  for (const { message, context } of one.attempts) {
    keys.set(context.idempotencyKey, (keys.get(context.idempotencyKey) ?? new Set()).add(message.purpose));
  }
  expect([...keys.values()].every(({ size }) => size === 1)).toBe(true);
  await engine.close();
});
