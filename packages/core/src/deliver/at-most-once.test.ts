import { type ChannelDispatcher, type Plugin, SintoniaError } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { COLLECTIONS } from '../store/collections.js';
import { memoryStore } from '../store/memory-store.js';
import { beforeCommits, coded, everythingIn, reachable, storeLike, testEngine } from '../test-engine.fixture.js';
import { sendKeyOf } from './send-key.js';

const ana = { userId: 'ana' };
const one = { ...ana, campaign: 'hello', occasion: 'one' };

it('a send key is a pure function of what makes it the same message, and of nothing less', () => {
  const sending = { tenant: 't', campaign: 'c', occasion: 'o', person: 'p', channel: 'email' };
  const key = sendKeyOf(sending);
  expect(key).toMatch(/^[0-9a-f]{32}$/);
  expect(sendKeyOf({ ...sending })).toBe(key);
  const others = Object.keys(sending).map((part) => sendKeyOf({ ...sending, [part]: 'x' }));
  const moved = sendKeyOf({ ...sending, campaign: 'c","o', occasion: '' });
  expect(new Set([key, moved, ...others]).size).toBe(7);
});

describe('a message of one occasion', () => {
  it('is queued once, however often and by whomever it is sent', async () => {
    const store = memoryStore();
    const engines = [await testEngine({ store: storeLike(store) }), await testEngine({ store })];
    await reachable(engines[0]?.engine as never, 'ana');
    const sends = Array.from({ length: 20 }, (_, index) => engines[index % 2]?.engine.send(one));
    const statuses = (await Promise.all(sends)).map((result) => result?.status);
    expect(statuses.filter((status) => status === 'queued')).toHaveLength(1);
    expect(statuses.filter((status) => status === 'duplicate')).toHaveLength(19);
    await engines[0]?.engine.tick();
    expect(await engines[1]?.engine.send(one)).toMatchObject({ status: 'duplicate' });
    expect(await engines[1]?.engine.tick()).toMatchObject({ sent: 0 });
  });

  it('is dispatched exactly once by two engines that tick at once, 200 times over', async () => {
    const store = memoryStore();
    const [left, right] = [await testEngine({ store: storeLike(store) }), await testEngine({ store })];
    const people = Array.from({ length: 200 }, (_, index) => `person-${index}`);
    for (const userId of people) {
      await reachable(left.engine, userId);
      await left.engine.send({ ...one, userId });
    }
    const ticks = await Promise.all([left, right, left, right].map(({ engine }) => engine.tick()));
    expect(ticks.reduce((sum, { sent }) => sum + sent, 0)).toBe(200);
    const attempts = [...left.mailbox.attempts, ...right.mailbox.attempts].map(({ message }) => message.to);
    expect(attempts.sort()).toEqual(people.map((userId) => `${userId}@example.com`).sort());
  });
});

describe('after a crash between claim and mark', () => {
  let bury = (): void => undefined;
  const dead: ChannelDispatcher = {
    name: 'dead',
    specVersion: 1,
    channel: 'email',
    dispatch: () =>
      new Promise((resolve) => {
        bury = () => resolve({});
      }),
  };
  const plugins: readonly Plugin[] = [{ name: 'dead', specVersion: 1, dispatchers: [dead] }];

  it('a message is unknown once its claim has run out, and never sent again', async () => {
    const store = memoryStore();
    const crashed = await testEngine({ store: storeLike(store), plugins, claimMs: 20_000 });
    await reachable(crashed.engine, 'ana');
    await crashed.engine.send(one);
    void crashed.engine.tick().catch(() => undefined);
    await new Promise((resolve) => setImmediate(resolve));
    const { engine, testClock, mailbox } = await testEngine({ store: storeLike(store) });
    const claimEnds = testClock.now() + 20_000;
    expect(await engine.tick()).toMatchObject({ sent: 0, unknown: 0, next: claimEnds });
    expect(await engine.send(one)).toMatchObject({ status: 'duplicate' });
    testClock.set(claimEnds);
    const report = await engine.tick();
    expect(report).toMatchObject({ unknown: 1 });
    expect(report).not.toHaveProperty('next');
    expect(mailbox.attempts).toEqual([]);
    expect(await everythingIn(store, [COLLECTIONS.outbox])).not.toMatch(/@example|Hello/);
    bury();
  });

  it('a dispatcher that ignores the abort signal is not waited for', async () => {
    const { engine } = await testEngine({ plugins, dispatchMs: 100 });
    await reachable(engine, 'ana');
    await engine.send(one);
    expect(await engine.tick()).toMatchObject({ unknown: 1 });
  });
});

it('a store that fails when a message is marked leaves it claimed, then unknown: it is not sent again', async () => {
  let isDown = false;
  const store = beforeCommits(memoryStore(), () => {
    if (isDown) throw new SintoniaError('STORE_FAILED', 'down');
  });
  const { engine, mailbox, testClock } = await testEngine({ store });
  await reachable(engine, 'ana');
  await engine.send(one);
  const accept = mailbox.dispatch;
  mailbox.dispatch = (message, context) => {
    isDown = true;
    return accept(message, context);
  };
  await expect(engine.tick()).rejects.toMatchObject(coded('STORE_FAILED'));
  isDown = false;
  expect(await engine.tick()).toMatchObject({ sent: 0, unknown: 0 });
  testClock.advance(60_000);
  expect(await engine.tick()).toMatchObject({ unknown: 1 });
  expect(mailbox.attempts).toHaveLength(1);
});
