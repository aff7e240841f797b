import { DAY, HOUR, type SignalInput, type Store } from '@sintonia/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EngineOptions } from '../engine-options.js';
import { memoryStore } from '../store/memory-store.js';
import { beforeCommits, storeLike, testEngine } from '../test-engine.fixture.js';

const ana = { userId: 'ana' };
const traits = {
  orders: { count: 'Order Completed' },
  recentOrders: { count: 'Order Completed', within: '10d' },
  spent: { sum: 'value', of: 'Order Completed' },
  basket: { average: 'value', of: 'Order Completed', within: '10d' },
  days: { streak: ['Product Viewed', 'Order Completed'] },
  colours: { unique: 'properties.colour', of: ['Product Viewed', 'Order Completed'] },
  sinceOrder: { recency: 'Order Completed' },
} satisfies EngineOptions['traits'];

const now = (await testEngine()).clock.now();
const order = (daysAgo: number, value = 10): SignalInput => ({
  ...{ ...ana, type: 'Order Completed', value, properties: { colour: 'red' } },
  timestamp: now - daysAgo * DAY,
});

async function readings(store: Store) {
  const entries = await store.list({ tenant: 'default', collection: 'profile', limit: 100 });
  return entries.map(({ key, version }) => [key.person, version]);
}

describe('what is derived from signals', () => {
  const signal = fc.record({
    id: fc.nat(40).map(String),
    type: fc.constantFrom('Order Completed', 'Order Refunded', 'Product Viewed'),
    anonymousId: fc.constantFrom('phone', 'desk'),
    timestamp: fc.nat(20 * 24).map((hours) => now - hours * HOUR),
    value: fc.double({ min: -1e9, max: 1e9, noNaN: true }),
    properties: fc.record({ colour: fc.constantFrom('red', 'blue') }),
  });
  const scenario = fc.uniqueArray(signal, { maxLength: 25, selector: ({ id }) => id }).chain((signals) =>
    fc.record({
      signals: fc.constant(signals),
      batches: fc.array(fc.shuffledSubarray(signals), { maxLength: 4 }),
      rest: fc.shuffledSubarray(signals, { minLength: signals.length }),
      atOnce: fc.boolean(),
      zone: fc.constantFrom('Europe/Madrid', 'Pacific/Apia'),
    }),
  );

  it('is the same however signals are split, ordered, repeated, and by how many engines and ids they come', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ({ signals, batches, rest, atOnce, zone }) => {
        const whole = await testEngine({ traits });
        await whole.engine.identify({ ...ana, traits: { timezone: zone } });
        await whole.engine.collect(signals.map(({ anonymousId: _, ...each }) => ({ ...each, ...ana })));
        const { anonymousIds: _none, ...right } = await whole.engine.profileOf(ana);

        const store = memoryStore();
        const engines = [await testEngine({ traits, store: storeLike(store) }), await testEngine({ traits, store })];
        await engines[0]?.engine.identify({ ...ana, anonymousId: 'phone' });
        const collects = [...batches, rest].map((batch, index) => () => engines[index % 2]?.engine.collect(batch));
        if (atOnce) await Promise.all(collects.map((collect) => collect()));
        else for (const collect of collects) await collect();
        await engines[1]?.engine.identify({ ...ana, anonymousId: 'desk', traits: { timezone: zone } });
        const { anonymousIds: _both, ...found } = (await engines[0]?.engine.profileOf(ana)) ?? { anonymousIds: [] };
        expect(found).toStrictEqual(right);
      }),
      { numRuns: 30 },
    );
  });

  it('moves with time, though no signal comes', async () => {
    const { engine, testClock } = await testEngine({ traits });
    await engine.collect([order(0), order(1, 20), order(9, 30), order(20, 40)]);
    const { computed } = await engine.profileOf(ana);
    expect(computed).toEqual({
      orders: 4,
      recentOrders: 3,
      spent: 100,
      basket: 20,
      days: 2,
      colours: ['red'],
      sinceOrder: 0,
    });
    testClock.set(now + 2 * DAY);
    const later = { recentOrders: 2, basket: 15, days: 0, sinceOrder: 2 };
    expect((await engine.profileOf(ana)).computed).toEqual({ ...computed, ...later });
    testClock.set(now + 30 * DAY);
    const { basket: _none, ...rest } = computed;
    expect((await engine.profileOf(ana)).computed).toEqual({ ...rest, recentOrders: 0, days: 0, sinceOrder: 30 });
  });

  it('says nothing of somebody without signals that it does not know', async () => {
    const { engine } = await testEngine({ traits });
    const profile = await engine.profileOf({ userId: 'nobody' });
    expect(profile.computed).toEqual({ orders: 0, recentOrders: 0, spent: 0, days: 0, colours: [] });
    expect(profile).not.toHaveProperty('activity');
    expect(profile).not.toHaveProperty('occasions');
  });

  it('refuses purchases in the future, and does not count them', async () => {
    const { engine } = await testEngine({ traits });
    await expect(engine.collect(order(-1))).rejects.toMatchObject({ code: 'SINTONIA_SIGNAL_TIMESTAMP_FUTURE' });
    expect((await engine.profileOf(ana)).computed).toMatchObject({ orders: 0 });
  });

  it('has activity and occasions in the zone of the person', async () => {
    const { engine } = await testEngine();
    await engine.collect([order(400), { ...order(500), type: 'Order Refunded' }]);
    await engine.identify({ ...ana, traits: { timezone: 'Asia/Tokyo', birthday: '1990-02-30' } });
    const { activity, occasions } = await engine.profileOf(ana);
    const tokyo = new Date(now - 400 * DAY + 9 * HOUR);
    const hour = ((tokyo.getUTCDay() + 6) % 7) * 24 + tokyo.getUTCHours();
    expect(activity?.zone).toBe('Asia/Tokyo');
    expect(activity?.hours[hour]).toBe(1);
    expect(activity?.hours.reduce((sum, count) => sum + count, 0)).toBe(2);
    // No such birthday, and a refund is no purchase.
    expect(occasions).toEqual({
      firstPurchaseAt: now - 400 * DAY,
      firstPurchase: expect.objectContaining({ years: 2 }),
    });
  });
});

describe('traits that are declared anew', () => {
  const people = ['ana', 'ben', 'eve'].map((userId) => ({ userId }));

  it('are made from the history, of who is read or written next', async () => {
    const store = memoryStore();
    const before = await testEngine({ store: storeLike(store), traits: { orders: traits.orders } });
    await before.engine.collect(people.map((person, index) => ({ ...order(index), ...person })));
    const versions = await readings(store);

    const after = await testEngine({ store, traits });
    await after.engine.tick();
    await after.engine.fit();
    expect(await readings(store)).toEqual(versions);
    expect((await after.engine.profileOf(ana)).computed).toMatchObject({ orders: 1, spent: 10, recentOrders: 1 });
    await after.engine.collect({ ...order(1, 5), userId: 'ben' });
    const [anaRead, benWritten, eveWaits] = await readings(store);
    expect(anaRead?.[1]).not.toBe(versions[0]?.[1]);
    expect(benWritten?.[1]).not.toBe(versions[1]?.[1]);
    expect(eveWaits).toEqual(versions[2]);
    expect((await after.engine.profileOf({ userId: 'ben' })).computed).toMatchObject({ orders: 2, spent: 15 });
    expect((await after.engine.profileOf({ userId: 'eve' })).computed).toMatchObject({ orders: 1, spent: 10 });
  });

  it('are right when signals come while they are made', async () => {
    const store = memoryStore();
    const before = await testEngine({ store: storeLike(store) });
    await before.engine.collect(order(3));
    let isFirst = true;
    const raced = beforeCommits(store, async () => {
      if (!isFirst) return;
      isFirst = false;
      await before.engine.collect(order(2, 7));
    });
    const after = await testEngine({ store: raced, traits });
    expect((await after.engine.profileOf(ana)).computed).toMatchObject({ orders: 2, spent: 17 });
  });

  it('are what two engines each declare, on one store', async () => {
    const store = memoryStore();
    const one = await testEngine({ store: storeLike(store), traits: { worth: traits.spent } });
    const other = await testEngine({ store, traits: { worth: traits.orders } });
    for (const [index, { engine }] of [one, other, one, other].entries()) await engine.collect(order(index));
    expect((await one.engine.profileOf(ana)).computed).toEqual({ worth: 40 });
    expect((await other.engine.profileOf(ana)).computed).toEqual({ worth: 4 });
  });
});

describe('rules', () => {
  it('ask computed traits, where nothing of the name was told', async () => {
    const { engine } = await testEngine({
      traits,
      segments: {
        active: { language: 1, rule: { trait: 'recentOrders', atLeast: 2 } },
        big: { language: 1, rule: { measure: { trait: 'spent' }, atLeast: 15 } },
      },
    });
    const segments = async () => (await engine.segmentsOf(ana)).memberships.map(({ segment }) => segment);
    await engine.collect([order(8), order(9)]);
    expect(await segments()).toEqual(['active', 'big']);
    const left: unknown[] = [];
    engine.on('membership', ({ segment, change }) => void left.push([segment, change]));
    await engine.tick(now + 1.5 * DAY);
    expect(left).toEqual([['active', 'left']]);
    await engine.identify({ ...ana, traits: { spent: 1 } });
    expect(await segments()).not.toContain('big');
  });
});
