import { DAY } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { COLLECTIONS } from '../store/collections.js';
import { memoryStore } from '../store/memory-store.js';
import { beforeCommits, storeLike, testEngine } from '../test-engine.fixture.js';
import { ana, order, paying, regular, watchedEngine } from './watched-engine.fixture.js';

const vip = { language: 1, rule: { all: [{ inSegment: 'regular' }, { inSegment: 'paying' }] } };

describe('memberships', () => {
  it('are told when a signal, a trait or time changes them, each once, with reasons', async () => {
    const { engine, testClock, changes, told } = await watchedEngine({ segments: { vip, regular, paying } });
    await engine.collect(order);
    expect(told()).toEqual([]);
    await engine.collect(order);
    expect(changes).toEqual([
      {
        person: 'ana',
        segment: 'regular',
        change: 'entered',
        at: testClock.now(),
        reasons: [{ measure: 'Order Completed', value: 2, unit: 'signals', band: 'at least 2 within 30d' }],
      },
    ]);
    expect(told()).toEqual(['ana entered regular']);
    await engine.identify({ ...ana, traits: { plan: 'paid' } });
    expect(told()).toEqual(['ana entered paying', 'ana entered vip']);
    expect((await engine.tick()).next).toBe(testClock.now() + 30 * DAY);

    testClock.advance(30 * DAY);
    expect((await engine.segmentsOf(ana)).memberships.map(({ segment }) => segment)).toEqual(['paying']);
    expect(told()).toEqual([]);
    expect((await engine.tick()).next).toBeUndefined();
    expect(told()).toEqual(['ana left regular', 'ana left vip']);
    await engine.tick();
    expect(told()).toEqual([]);
  });

  it('stand beside those of segmenters, sure, with their reasons, and are told of who is unknown, too', async () => {
    const never = { language: 1, rule: { not: { performed: 'Order Completed' } } };
    const { engine } = await testEngine({ segments: { never } });
    expect(await engine.segmentsOf({ anonymousId: 'browser' })).toEqual({
      person: '~browser',
      memberships: [
        {
          segmenter: 'rules',
          segment: 'never',
          confidence: 1,
          reasons: [{ measure: 'Order Completed', value: 0, unit: 'signals', band: 'not at least 1' }],
        },
      ],
    });
  });

  it('are stored in the commit of the signals, or neither is; nothing is told then', async () => {
    const right = memoryStore();
    let fails = false;
    const store = beforeCommits(right, ({ append }) => {
      if (fails && append) throw new Error('power cut');
    });
    const { engine, told } = await watchedEngine({ store, segments: { regular } });
    await engine.collect(order);
    fails = true;
    await expect(engine.collect(order)).rejects.toThrow('power cut');
    expect(told()).toEqual([]);
    fails = false;
    await engine.collect(order);
    expect(told()).toEqual(['ana entered regular']);
  });

  it('are told once where two engines and a tick meet the same moment', async () => {
    const store = memoryStore();
    const segments = { regular };
    const one = await watchedEngine({ store: storeLike(store), segments });
    const two = await watchedEngine({ store: storeLike(store), segments, clock: one.clock });
    const people = Array.from({ length: 300 }, (_, at) => ({ ...order, userId: `person-${at}` }));
    await Promise.all([one.engine.collect(people), two.engine.collect(people)]);
    expect([...one.told(), ...two.told()].length).toBe(300);
    one.testClock.advance(30 * DAY);
    await Promise.all([one.engine.tick(), two.engine.tick()]);
    const left = [...one.told(), ...two.told()];
    expect(left.length).toBe(300);
    expect(new Set(left).size).toBe(300);
    expect((await one.engine.tick()).next).toBeUndefined();
  });

  it('do not hear a duplicate twice', async () => {
    const { engine, told } = await watchedEngine({ segments: { regular } });
    await engine.collect([
      { ...order, id: 'one' },
      { ...order, id: 'one' },
    ]);
    await engine.collect({ ...order, id: 'one' });
    expect(told()).toEqual([]);
  });

  it('find what was missed: signals of an engine without segments, and from before they were declared', async () => {
    const store = memoryStore();
    const plain = await testEngine({ store: storeLike(store) });
    await plain.engine.collect([order, { ...order, userId: 'ben' }]);
    const { engine, told } = await watchedEngine({ store: storeLike(store), segments: { regular } });
    await plain.engine.collect({ ...order, userId: 'ben' });
    expect((await engine.segmentsOf({ userId: 'ben' })).memberships).toMatchObject([{ segment: 'regular' }]);
    expect(told()).toEqual([]);
    await engine.collect(order);
    expect(told()).toEqual(['ana entered regular']);
    // Ben's turn comes with the sweep that a new declaration asks for.
    await engine.tick();
    expect(told()).toEqual(['ben entered regular']);
    await plain.engine.collect([order, order]);
    await engine.collect({ ...ana, type: 'Page Viewed' });
    await engine.segments.declare({ four: { language: 1, rule: { performed: 'Order Completed', exactly: 4 } } });
    await engine.tick();
    expect(told()).toEqual(['ana entered four']);
  });

  it('of a segment that is gone end', async () => {
    const { engine, told, store } = await watchedEngine({ segments: { regular, paying } });
    await engine.collect([order, order]);
    told();
    await engine.segments.declare({ regular: null });
    const { next } = await engine.tick();
    expect(next).toBeUndefined();
    expect(told()).toEqual(['ana left regular']);
    const left = await Promise.all(
      [COLLECTIONS.member, COLLECTIONS.membershipDue].map((collection) =>
        store.list({ tenant: 'default', collection, limit: 10 }),
      ),
    );
    expect(left).toEqual([[], []]);
    await engine.identify({ ...ana, traits: { plan: 'paid' } });
    await engine.segments.declare({ paying: null });
    await engine.tick();
    expect(told()).toEqual(['ana entered paying', 'ana left paying']);
  });

  it('survive a restart, which tells nothing again and looks at nobody twice', async () => {
    const store = memoryStore();
    const first = await watchedEngine({ store: storeLike(store), segments: { regular } });
    await first.engine.collect([order, order]);
    await first.engine.tick();
    expect(first.told()).toEqual(['ana entered regular']);
    await first.engine.close();
    let reads = 0;
    const counted = storeLike(store, {
      list: (query) => {
        if (query.collection === COLLECTIONS.profile) reads++;
        return store.list(query);
      },
    });
    const second = await watchedEngine({ store: counted, segments: { regular }, clock: first.clock });
    expect((await second.engine.tick()).next).toBe(first.testClock.now() + 30 * DAY);
    expect(second.told()).toEqual([]);
    expect(reads).toBe(0);
  });
});
