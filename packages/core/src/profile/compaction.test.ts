import { DAY } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { compactHistory } from '../schedule/compact-history.js';
import { memoryStore } from '../store/memory-store.js';
import { coded, testEngine } from '../test-engine.fixture.js';

const traits = { orders: { count: 'Order Completed' }, spent: { sum: 'value', of: 'Order Completed' } } as const;
const retention = { days: 100 };

async function shop(options: Parameters<typeof testEngine>[0] = {}) {
  const store = memoryStore();
  const { engine, testClock: clock } = await testEngine({ store, traits, retention, ...options });
  const order = (id: string, userId: string, daysAgo: number) => {
    return { id, userId, type: 'Order Completed', value: 10, timestamp: clock.now() - daysAgo * DAY };
  };
  const ids = async () => (await store.scan({ tenant: 'default', limit: 99 })).signals.map(({ id }) => id);
  return { store, engine, clock, order, ids };
}

describe('retention', () => {
  it('folds away what is older, of everybody, and changes no profile by it', async () => {
    const { engine, clock, order, ids } = await shop();
    await engine.collect([order('a', 'ana', 90), order('b', 'ben', 50), order('c', 'ana', 10)]);
    await engine.collect({ ...order('d', 'phone', 80), userId: undefined, anonymousId: 'phone' });
    await engine.identify({ userId: 'ana', anonymousId: 'phone' });
    const before = await engine.profileOf({ userId: 'ana' });
    expect(before.computed).toEqual({ orders: 3, spent: 30 });
    expect(await engine.compact()).toEqual({ signals: 0 });
    clock.advance(40 * DAY);
    expect(await engine.compact()).toEqual({ signals: 2 });
    expect(await ids()).toEqual(['b', 'c']);
    // Occasions go by the clock.
    const { occasions: _, ...right } = before;
    expect(await engine.profileOf({ userId: 'ana' })).toMatchObject(right);
    // Another time zone makes it anew, of both ids.
    await engine.identify({ userId: 'ana', traits: { timezone: 'Asia/Tokyo' } });
    expect((await engine.profileOf({ userId: 'ana' })).computed).toEqual(before.computed);
  });

  it('refuses what is older, so that a late copy does not count twice', async () => {
    const { engine, clock, order } = await shop();
    const late = order('a', 'ana', 99);
    await engine.collect(late);
    clock.advance(2 * DAY);
    await engine.compact();
    expect(await engine.collect(late)).toMatchObject({
      accepted: 0,
      refused: [{ index: 0, code: 'SINTONIA_SIGNAL_EXPIRED' }],
    });
    expect((await engine.profileOf({ userId: 'ana' })).computed).toEqual({ orders: 1, spent: 10 });
  });

  it('may be a job, and stops when it is aborted', async () => {
    const jobs = { compact: compactHistory({ schedule: '0 4 * * *' }) };
    const { engine, clock, order, ids } = await shop({ jobs });
    await engine.collect([order('a', 'ana', 99)]);
    clock.advance(2 * DAY);
    await expect(engine.compact({ abort: AbortSignal.abort() })).rejects.toMatchObject(coded('ABORTED'));
    expect(await ids()).toEqual(['a']);
    await engine.jobs.run('compact');
    expect(await ids()).toEqual([]);
  });

  it('keeps everything for ever unless told, and checks what it is told', async () => {
    const { engine, clock, order, ids } = await shop({ retention: { days: 36_500 } });
    await engine.collect([order('a', 'ana', 4_000)]);
    clock.advance(4_000 * DAY);
    expect(await engine.compact()).toEqual({ signals: 0 });
    expect(await ids()).toEqual(['a']);
    await expect(testEngine({ retention: { days: 0 } })).rejects.toMatchObject(
      coded('OPTION_INVALID', 'retention.days'),
    );
    await expect(testEngine({ retention: { month: 1 } as never })).rejects.toMatchObject(
      coded('OPTION_INVALID', 'retention.month'),
    );
  });
});
