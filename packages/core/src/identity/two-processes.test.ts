import type { Batch } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { COLLECTIONS } from '../store/collections.js';
import { memoryStore } from '../store/memory-store.js';
import { beforeCommits, coded, storeLike, testEngine } from '../test-engine.fixture.js';

const phone = { anonymousId: 'phone' };
const links = ({ put }: Batch) => put?.some(({ key }) => key.collection === COLLECTIONS.identity) === true;

/** Two engines over one store; `between` happens once, when the first is about to write such a batch. */
async function racing(
  isMeant: (batch: Batch) => boolean,
  between: (other: Awaited<ReturnType<typeof testEngine>>) => Promise<unknown>,
) {
  const right = memoryStore();
  const other = await testEngine({ store: storeLike(right) });
  let isDone = false;
  const store = beforeCommits(right, async (batch) => {
    if (isDone || !isMeant(batch)) return;
    isDone = true;
    await between(other);
  });
  return { one: await testEngine({ store }), other, isDone: () => isDone };
}

describe('two processes', () => {
  it('that merge one device with two people at once: exactly one wins', async () => {
    const { one, other } = await racing(links, ({ engine }) => engine.identity.merge({ userId: 'ben', ...phone }));
    await expect(one.engine.identity.merge({ userId: 'ana', ...phone })).rejects.toMatchObject(
      coded('IDENTITY_CONFLICT', 'anonymousId'),
    );
    expect((await other.engine.profileOf({ userId: 'ben' })).anonymousIds).toEqual(['phone']);
    expect((await other.engine.profileOf({ userId: 'ana' })).anonymousIds).toEqual([]);
    expect(await one.engine.identity.ledgerOf(phone)).toMatchObject([{ change: 'merged', userId: 'ben' }]);
  });

  it('that identify two people on one device at once: it counts for one, and is shared', async () => {
    const { one } = await racing(links, ({ engine }) => engine.identify({ userId: 'ben', ...phone }));
    await one.engine.identify({ userId: 'ana', ...phone });
    expect(await one.engine.identity.ledgerOf(phone)).toMatchObject([
      { change: 'merged', userId: 'ben' },
      { change: 'shared', userId: 'ben' },
    ]);
    expect((await one.engine.profileOf({ userId: 'ana' })).anonymousIds).toEqual([]);
  });

  it('that give one person more devices than there may be: the limit holds', async () => {
    const right = memoryStore();
    const options = { identity: { mostDevices: 10 } };
    const [one, other] = [
      await testEngine({ ...options, store: storeLike(right) }),
      await testEngine({ ...options, store: storeLike(right) }),
    ];
    const calls = Array.from({ length: 24 }, (_, index) =>
      (index % 2 ? one : other).engine.identity.merge({ userId: 'ana', anonymousId: `device-${index}` }),
    );
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    expect((await one.engine.profileOf({ userId: 'ana' })).anonymousIds).toHaveLength(10);
  });

  it('of which one shares the device while the other writes its signal: it goes where the ledger then says', async () => {
    const { one } = await racing(
      ({ append }) => append !== undefined && append.length > 0,
      async ({ engine }) => {
        await engine.identify({ userId: 'ana', ...phone });
        await engine.identify({ userId: 'ben', ...phone });
      },
    );
    await one.engine.collect({ ...phone, type: 'Page Viewed' });
    expect((await one.engine.profileOf({ userId: 'ana' })).counts).toEqual({});
    expect((await one.engine.profileOf(phone)).counts).toEqual({ 'Page Viewed': 1 });
  });

  it('of which one merges while the other writes: what the person withdrew holds for the device at once', async () => {
    const { one, other } = await racing(
      ({ append }) => append !== undefined && append.length > 0,
      async ({ engine }) => {
        await engine.privacy.withdraw({ userId: 'ana', purposes: ['personalisation'] });
        await engine.identity.merge({ userId: 'ana', ...phone });
      },
    );
    const { refused } = await one.engine.collect({ ...phone, type: 'Page Viewed' });
    expect(refused).toEqual([{ index: 0, code: 'SINTONIA_CONSENT_DENIED' }]);
    expect((await other.engine.profileOf({ userId: 'ana' })).counts).toEqual({});
  });

  it('of which one withdraws while the other merges: both sides hear of it', async () => {
    const { one } = await racing(
      ({ put }) => put?.some(({ key }) => key.collection === COLLECTIONS.consent) === true,
      ({ engine }) => engine.identity.merge({ userId: 'ana', ...phone }),
    );
    await one.engine.privacy.withdraw({ userId: 'ana', purposes: ['analytics'] });
    await one.engine.identity.unmerge({ userId: 'ana', ...phone });
    expect((await one.engine.privacy.stateAt(phone)).analytics).toMatchObject({ granted: false, because: 'withdrawn' });
  });

  it('that collect, merge and un-merge all at once lose and double nothing', async () => {
    const right = memoryStore();
    const engines = [await testEngine({ store: storeLike(right) }), await testEngine({ store: storeLike(right) })];
    const pair = { userId: 'ana', ...phone };
    await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        const { engine } = engines[index % 2] as (typeof engines)[number];
        if (index % 10 === 3) return engine.identity.merge(pair).catch(() => undefined);
        if (index % 10 === 7) return engine.identity.unmerge(pair).catch(() => undefined);
        return engine.collect({ ...(index % 3 ? phone : { userId: 'ana' }), type: 'Order Completed', value: 1 });
      }),
    );
    const { engine } = engines[0] as (typeof engines)[number];
    await engine.identity.unmerge(pair).catch(() => undefined);
    const apart = [await engine.profileOf({ userId: 'ana' }), await engine.profileOf(phone)];
    expect(apart.map(({ revenue }) => revenue)).toEqual([16, 32]);
    await engine.identity.merge(pair);
    expect((await engine.profileOf(phone)).revenue).toBe(48);
  });
});
