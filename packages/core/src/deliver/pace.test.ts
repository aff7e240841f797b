import { DAY, SECOND } from '@sintonia/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStore } from '../store/memory-store.js';
import { storeLike } from '../test-engine.fixture.js';
import { people, withProviders } from './providers.fixture.js';
import { TokenBucket } from './token-bucket.js';
import { limitOn } from './warm-up.js';

it('a bucket never lets more through in any second than a burst and what comes in meanwhile', () => {
  const steps = fc.array(fc.integer({ min: -500, max: 700 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(fc.double({ min: 0.1, max: 50, noNaN: true }), steps, (perSecond, waits) => {
      const bucket = new TokenBucket(perSecond);
      const taken: number[] = [];
      let now = 1_000_000;
      let latest = now;
      for (const wait of waits) {
        now += wait;
        latest = Math.max(latest, now);
        if (bucket.take(now)) taken.push(latest);
        else expect(bucket.book(now)).toBeGreaterThan(now);
      }
      const backwards = waits.reduce((sum, wait) => sum + Math.max(0, -wait), 0);
      for (const from of taken) {
        const within = taken.filter((at) => at >= from && at < from + SECOND).length;
        // What a clock that is set back takes, it gives again when it comes forward.
        expect(within).toBeLessThanOrEqual(Math.max(1, perSecond) + perSecond * (1 + backwards / SECOND) + 1);
      }
    }),
  );
});

describe('a provider that takes so many a second', () => {
  it('gets so many a second, by the clock of the engine', async () => {
    const { engine, fakes, send, testClock } = await withProviders({ one: { perSecond: 7 } });
    for (const userId of people(30)) await send(userId);
    let report = await engine.tick();
    expect(report).toMatchObject({ sent: 7, retrying: 23 });
    const start = testClock.now();
    while (report.next !== undefined) {
      testClock.set(report.next);
      report = await engine.tick();
      expect(report.sent).toBeLessThanOrEqual(7);
    }
    expect(fakes[0]?.messages).toHaveLength(30);
    expect(testClock.now() - start).toBe(4 * SECOND);
  });

  it('is not overtaken by its stand-in', async () => {
    const channels = { sms: { providers: [{ name: 'one', perSecond: 5 }, 'two'] } };
    const { engine, fakes, send } = await withProviders({ one: {}, two: {} }, { channels });
    for (const userId of people(20)) await send(userId);
    expect(await engine.tick()).toMatchObject({ sent: 5, retrying: 15 });
    expect(fakes[1]?.messages).toEqual([]);
  });
});

describe('a provider that warms up', () => {
  const start = '2026-01-02';
  const warmUp = { start, firstDay: 60, growth: 1.5 };
  const channels = { sms: { providers: [{ name: 'one', warmUp }, 'two'] } };

  it('gets more from day to day', () => {
    const plan = { ...warmUp, start: 10 * DAY };
    expect([9, 10, 11, 12, 13].map((day) => limitOn(day, plan))).toEqual([0, 60, 90, 135, 202]);
    expect(limitOn(10_000, { ...plan, growth: 10 })).toBe(Number.MAX_SAFE_INTEGER);
  });

  it('gets its share of each day from all processes together, and the next one the rest', async () => {
    const store = memoryStore();
    const open = () => withProviders({ one: {}, two: {} }, { channels, store: storeLike(store) });
    const engines = [await open(), await open()];
    const taken = (name: number) => engines.reduce((sum, { fakes }) => sum + (fakes[name]?.messages.length ?? 0), 0);
    for (const day of [1, 2, 3]) {
      for (const [index, { engine, testClock }] of engines.entries()) {
        testClock.set(Date.UTC(2026, 0, day, 12));
        for (const person of people(150)) {
          await engine.send({ userId: `${person}-${index}`, campaign: 'note', occasion: `day-${day}` });
        }
      }
      await Promise.all(engines.map(({ engine }) => engine.tick()));
    }
    expect(taken(0) + taken(1)).toBe(3 * 300);
    expect(taken(0)).toBe(60 + 90);
  });

  it('alone waits for the next day', async () => {
    const alone = { sms: { providers: [{ name: 'one', warmUp }] } };
    const { engine, send, testClock } = await withProviders({ one: {} }, { channels: alone });
    testClock.set(start);
    for (const userId of people(80)) await send(userId);
    expect(await engine.tick()).toMatchObject({ sent: 60, retrying: 20, next: Date.UTC(2026, 0, 3) });
    testClock.set('2026-01-03');
    expect(await engine.tick()).toMatchObject({ sent: 20 });
  });
});
