import type { Campaign, Store } from '@sintonia/spec';
import { fakeDispatcher, type TestClock, testClock } from '@sintonia/testing';
import { expect } from 'vitest';
import { learner } from '../models/learner.fixture.js';
import { ignoring, race, racing } from '../race.fixture.js';
import { COLLECTIONS } from '../store/collections.js';
import { everythingIn, reachable, testEngine } from '../test-engine.fixture.js';

const ana = { userId: 'ana' };
/** Two engines on one store, the second one's clock behind by `behind`, and a provider that both ask. */
async function pair(
  store: () => Store,
  provider: ReturnType<typeof fakeDispatcher>,
  behind: number,
  campaign: Partial<Campaign> = {},
) {
  const note = { channel: 'sms', purpose: 'service', picks: 0, compose: () => ({ text: 'Hello' }), ...campaign };
  const clocks: TestClock[] = [testClock(), testClock()];
  clocks[0]?.advance(behind);
  return Promise.all(
    clocks.map((clock) =>
      testEngine({
        store: store(),
        clock,
        campaigns: { note },
        plugins: [{ name: 'p', specVersion: 1, dispatchers: [provider] }],
      }),
    ),
  );
}

race(
  'claim, expiry and renewal: a message is accepted once',
  ignoring(COLLECTIONS.outbox),
  async (scheduler, planted) => {
    const { slow, start, stop } = racing(scheduler, planted);
    const provider = Object.assign(fakeDispatcher({ channel: 'sms' }), { addressOf: () => '1' });
    const { dispatch } = provider;
    provider.dispatch = async (...given) => {
      await scheduler.schedule(Promise.resolve(), 'dispatch');
      return dispatch(...given);
    };
    // For the first engine a claim of the second one has always run out, as if that had been stopped for long.
    const [ahead, late] = await pair(slow, provider, 60_000);
    if (!ahead || !late) throw new Error('no engines');
    await late.engine.send({ ...ana, campaign: 'note', occasion: 'one' });
    start();
    await scheduler.waitFor(Promise.all([late.engine.tick(), ahead.engine.tick(), late.engine.tick()]));
    stop();
    ahead.testClock.advance(0);
    await ahead.engine.tick(ahead.clock.now() + 120_000);
    expect(provider.messages.length).toBeLessThanOrEqual(1);
    const { outbox } = (await ahead.engine.privacy.export(ana)).entries;
    expect(outbox).toMatchObject([
      { state: provider.messages.length === 1 ? 'sent' : expect.stringMatching(/unknown|failed/) },
    ]);
  },
);

race(
  'withdrawing and sending: nothing goes out once it is withdrawn',
  ignoring(COLLECTIONS.consent),
  async (scheduler, planted) => {
    const { slow, start, stop } = racing(scheduler, planted);
    const { engine, mailbox } = await testEngine({ store: slow() });
    await reachable(engine, 'ana');
    await engine.send({ ...ana, campaign: 'hello', occasion: 'one' });
    start();
    let sentBefore = -1;
    const withdrawn = engine.privacy.withdraw({ ...ana, purposes: ['marketing'] }).then(() => {
      sentBefore = mailbox.attempts.length;
    });
    // Its word may come long before the mark: what counts is that nothing is claimed later.
    const claimedAt: boolean[] = [];
    const { dispatch } = mailbox;
    mailbox.dispatch = (...given) => {
      claimedAt.push(sentBefore === -1);
      return dispatch(...given);
    };
    const tick = engine.tick();
    await scheduler.waitFor(Promise.all([withdrawn, tick]));
    stop();
    expect(claimedAt.every((isBefore) => isBefore)).toBe(true);
  },
);

race(
  'the cap: of messages at the same moment only so many are queued',
  ignoring(COLLECTIONS.contact),
  async (scheduler, planted) => {
    const { slow, start, stop } = racing(scheduler, planted);
    const frequencyCap = { messages: 1, days: 7 };
    const [one, other] = [
      await testEngine({ store: slow(), frequencyCap }),
      await testEngine({ store: slow(), frequencyCap }),
    ];
    await reachable(one.engine, 'ana');
    start();
    const sends = [one, other, one].map(({ engine }, index) =>
      engine.send({ ...ana, campaign: 'hello', occasion: `occasion-${index}` }),
    );
    const results = await scheduler.waitFor(Promise.all(sends));
    stop();
    expect(results.filter(({ status }) => status === 'queued')).toHaveLength(1);
  },
);

race(
  'erasing, collecting and learning: nothing of the person is left',
  ignoring(...Object.values(COLLECTIONS)),
  async (scheduler, planted) => {
    const { store, slow, start, stop } = racing(scheduler, planted);
    const { engine } = await testEngine({ store: slow(), plugins: [learner().plugin] });
    await reachable(engine, 'ana');
    await engine.send({ ...ana, campaign: 'hello', occasion: 'one' });
    start();
    const order = { ...ana, type: 'Order Completed', itemId: 'mug' };
    const steps = [
      engine.collect(order),
      engine.privacy.erase(ana),
      engine.fit(),
      engine.tick(),
      engine.collect(order),
    ];
    await scheduler.waitFor(Promise.allSettled(steps));
    stop();
    const left = Object.values(COLLECTIONS).filter((collection) => collection !== COLLECTIONS.modelPart);
    expect(await everythingIn(store, left)).not.toMatch(/"ana"|ana@/);
  },
);
