import { DAY, type EngineEvents, HOUR } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { COLLECTIONS } from '../store/collections.js';
import { memoryStore } from '../store/memory-store.js';
import { beforeCommits, everythingIn, storeLike, testEngine } from '../test-engine.fixture.js';

const ana = { userId: 'ana' };
const order = { ...ana, type: 'Order Completed', itemId: 'mug', value: 10 };
const regular = { language: 1, rule: { performed: 'Order Completed', atLeast: 2, within: '30d' } };
const paying = { language: 1, rule: { trait: 'plan', is: 'paid' } };
const vip = { language: 1, rule: { all: [{ inSegment: 'regular' }, { inSegment: 'paying' }] } };

type Options = NonNullable<Parameters<typeof testEngine>[0]>;

async function watched(options: Options) {
  const opened = await testEngine(options);
  const changes: EngineEvents['membership'][] = [];
  opened.engine.on('membership', (event) => void changes.push(event));
  const told = () => changes.splice(0).map(({ person, change, segment }) => `${person} ${change} ${segment}`);
  return { ...opened, changes, told };
}

describe('memberships', () => {
  it('are told when a signal, a trait or time changes them, each once, with reasons', async () => {
    const { engine, testClock, changes, told } = await watched({ segments: { vip, regular, paying } });
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
    const { engine, told } = await watched({ store, segments: { regular } });
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
    const one = await watched({ store: storeLike(store), segments });
    const two = await watched({ store: storeLike(store), segments, clock: one.clock });
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
    const { engine, told } = await watched({ segments: { regular } });
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
    const { engine, told } = await watched({ store: storeLike(store), segments: { regular } });
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
    const { engine, told, store } = await watched({ segments: { regular, paying } });
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
    const first = await watched({ store: storeLike(store), segments: { regular } });
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
    const second = await watched({ store: counted, segments: { regular }, clock: first.clock });
    expect((await second.engine.tick()).next).toBe(first.testClock.now() + 30 * DAY);
    expect(second.told()).toEqual([]);
    expect(reads).toBe(0);
  });
});

describe('who does not agree to personalisation', () => {
  it('is in no segment, leaves those they were in, and comes back when they agree again', async () => {
    const { engine, told, changes } = await watched({ segments: { paying } });
    await engine.identify({ ...ana, traits: { plan: 'paid' } });
    expect(told()).toEqual(['ana entered paying']);
    await engine.privacy.withdraw({ ...ana, purposes: ['personalisation'] });
    expect((await engine.segmentsOf(ana)).memberships).toEqual([]);
    expect(await engine.segments.membersOf('paying')).toEqual({ members: [] });
    expect(await engine.segments.sizeOf('paying')).toBe(0);
    await engine.tick();
    expect(changes).toMatchObject([
      { change: 'left', reasons: [{ measure: 'consent', value: 'personalisation', band: 'not granted' }] },
    ]);
    told();
    await engine.privacy.grant({ ...ana, purposes: ['personalisation'] });
    await engine.tick();
    expect(told()).toEqual(['ana entered paying']);
  });

  it('leaves nothing behind when erased', async () => {
    const { engine, store, testClock, told } = await watched({ segments: { regular, paying } });
    await engine.identify({ ...ana, traits: { plan: 'paid' } });
    await engine.collect([order, order]);
    await engine.segments.addToList('guests', [ana]);
    expect(JSON.stringify((await engine.privacy.export(ana)).entries)).toMatch(/"regular".*"guests"/s);
    told();
    await engine.privacy.erase(ana);
    expect(await everythingIn(store, Object.values(COLLECTIONS))).not.toContain('ana');
    testClock.advance(60 * DAY);
    expect((await engine.tick()).next).toBeUndefined();
    expect(told()).toEqual([]);
    expect(await engine.segments.sizeOf('paying')).toBe(0);
  });
});

describe('lists', () => {
  it('are kept by the service and change memberships at once', async () => {
    const guest = { language: 1, rule: { inList: 'guests' } };
    const { engine, told } = await watched({ segments: { guest } });
    const guests = [ana, { anonymousId: 'browser' }];
    await engine.collect([
      { ...ana, type: 'Page Viewed' },
      { anonymousId: 'browser', type: 'Page Viewed' },
    ]);
    await engine.segments.addToList('guests', [...guests, ...guests]);
    expect(told()).toEqual(['ana entered guest', '~browser entered guest']);
    await engine.segments.addToList('others', guests);
    await engine.segments.removeFromList('guests', [ana, { userId: 'nobody' }]);
    expect(told()).toEqual(['ana left guest']);
    expect((await engine.segmentsOf({ anonymousId: 'browser' })).memberships).toMatchObject([
      { segment: 'guest', reasons: [{ measure: 'list', value: 'guests' }] },
    ]);
  });

  it('are bounded', async () => {
    const { engine } = await testEngine();
    await expect(engine.segments.addToList('', [ana])).rejects.toMatchObject({ field: 'list' });
    await expect(engine.segments.addToList('guests', [{}])).rejects.toMatchObject({ code: 'SINTONIA_PERSON_MISSING' });
    await expect(engine.segments.addToList('guests', Array(10_001).fill(ana))).rejects.toMatchObject({
      code: 'SINTONIA_INPUT_TOO_LARGE',
      field: 'people',
    });
    await expect(engine.segments.addToList('guests', 7 as never)).rejects.toMatchObject({ field: 'people' });
  });
});

describe('segments of other segmenters', () => {
  it('can be asked for, by name or in full, are asked with the signals of the moment, and again after a day', async () => {
    let asked = 0;
    const buyers = {
      name: 'buyers',
      specVersion: 1 as const,
      segments: ['recent'],
      assign: ({ history, now }: { history: { signals: readonly { timestamp: number }[] }; now: number }) => {
        asked++;
        const isRecent = history.signals.some(({ timestamp }) => timestamp > now - 3 * HOUR);
        return isRecent ? [{ segment: 'recent', confidence: 1, reasons: [] }] : [];
      },
    };
    const segments = {
      plain: { language: 1, rule: { inSegment: 'recent' } },
      full: { language: 1, rule: { inSegment: 'buyers/recent' } },
      other: { language: 1, rule: { inSegment: 'lookers/recent' } },
    };
    const { engine, told, testClock } = await watched({
      segments,
      plugins: [{ name: 'buyers', specVersion: 1, segmenters: [buyers] }],
    });
    await engine.collect(order);
    expect(told()).toEqual(['ana entered plain', 'ana entered full']);
    testClock.advance(4 * HOUR);
    expect((await engine.segmentsOf(ana)).memberships).toEqual([]);
    testClock.advance(20 * HOUR);
    await engine.tick();
    expect(told()).toEqual(['ana left plain', 'ana left full']);
    asked = 0;
    await engine.segments.declare({ plain: null, full: null });
    await engine.collect(order);
    expect(asked).toBe(0);
  });
});

describe('people at the edge', () => {
  it('with 10⁵ purchases and a new rule are found by their whole history', async () => {
    const { engine } = await testEngine({ segments: { regular } });
    for (let batch = 0; batch < 10; batch++) {
      await engine.collect(Array.from({ length: 10_000 }, (_, at) => ({ ...order, timestamp: batch * DAY + at })));
    }
    await engine.segments.declare({
      once: { language: 1, rule: { performed: 'Order Completed', atLeast: 1_000 } },
      lapsed: { language: 1, rule: { not: { inSegment: 'regular' } } },
    });
    const { memberships } = await engine.segmentsOf(ana);
    expect(memberships).toMatchObject([{ segment: 'once', reasons: [{ value: 1_000 }] }, { segment: 'lapsed' }]);
  });

  it('who buy in the future, as far as clocks may differ, count at once and stay until the window has passed', async () => {
    const { engine, testClock, told } = await watched({
      segments: { today: { language: 1, rule: { performed: 'Order Completed', within: '1d' } } },
    });
    await engine.collect({ ...order, timestamp: testClock.now() + 60_000 });
    expect(told()).toEqual(['ana entered today']);
    testClock.advance(DAY);
    await engine.tick();
    expect(told()).toEqual([]);
    testClock.advance(60_000);
    await engine.tick();
    expect(told()).toEqual(['ana left today']);
    const { refused } = await engine.collect({ ...order, timestamp: testClock.now() + DAY }, { onInvalid: 'skip' });
    expect(refused).toMatchObject([{ code: 'SINTONIA_SIGNAL_TIMESTAMP_FUTURE' }]);
  });
});
