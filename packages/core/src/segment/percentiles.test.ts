import { describe, expect, it } from 'vitest';
import { COLLECTIONS } from '../store/collections.js';
import { memoryStore } from '../store/memory-store.js';
import { coded, storeLike } from '../test-engine.fixture.js';
import { watchedEngine } from './watched-engine.fixture.js';

const best = { language: 1, rule: { percentile: 'revenue', top: 10 } };
const order = (person: number, value: number) => ({ userId: `p${person}`, type: 'Order Completed', value });
const orders = (count: number) => Array.from({ length: count }, (_, at) => order(at, at + 1));

async function watched(options: Parameters<typeof watchedEngine>[0]) {
  const opened = await watchedEngine(options);
  return { ...opened, size: () => opened.engine.segments.sizeOf('best') };
}

describe('percentiles', () => {
  it('hold for nobody before the first fit, then as it froze them, for everybody by the next ticks', async () => {
    const { engine, told, size, testClock } = await watched({ segments: { best } });
    await engine.collect(orders(40));
    expect(told()).toEqual([]);
    expect(await engine.fit()).toEqual({ rules: { people: 40, items: 0, interactions: 0, outcome: 'fitted' } });
    expect((await engine.segmentsOf({ userId: 'p39' })).memberships).toMatchObject([
      { segment: 'best', reasons: [{ measure: 'revenue', value: 40, band: 'top 10%' }] },
    ]);
    expect(told()).toEqual([]);
    expect((await engine.tick()).next).toBeUndefined();
    expect(told()).toEqual(['p36 entered best', 'p37 entered best', 'p38 entered best', 'p39 entered best']);
    // Frozen: others who spend more push nobody out until the next fit.
    await engine.collect([order(0, 100), order(1, 100)]);
    expect(told()).toEqual(['p0 entered best', 'p1 entered best']);
    expect(await size()).toBe(6);
    await engine.fit();
    expect((await engine.tick(testClock.now())).next).toBeUndefined();
    expect(told()).toEqual(['p36 left best', 'p37 left best']);
  });

  it('are taken over by other processes and after a restart', async () => {
    const store = memoryStore();
    const here = await watched({ store: storeLike(store), segments: { best } });
    const there = await watched({ store: storeLike(store), segments: { best }, clock: here.clock });
    await here.engine.collect(orders(40));
    await there.engine.tick();
    await here.engine.fit();
    await there.engine.tick();
    expect(there.told()).toHaveLength(4);
    await here.engine.tick();
    expect(here.told()).toEqual([]);
    const later = await watched({ store: storeLike(store), segments: { best }, clock: here.clock });
    expect((await later.engine.segmentsOf({ userId: 'p39' })).memberships).toHaveLength(1);
    await later.engine.tick();
    expect(later.told()).toEqual([]);
  });

  it('are swept by bounded ticks when there are many people, and each change is told once', async () => {
    const { engine, told, testClock } = await watched({ segments: { best } });
    await engine.collect(orders(4_200));
    await engine.tick();
    await engine.tick();
    await engine.fit();
    const first = await engine.tick();
    expect(first.next).toBe(testClock.now());
    expect((await engine.tick()).next).toBeUndefined();
    const all = told();
    expect(all).toHaveLength(420);
    expect(new Set(all).size).toBe(420);
  });

  it('are not learnt from too few people, and say so', async () => {
    const { engine, told } = await watched({ segments: { best } });
    await engine.collect(orders(3));
    expect((await engine.fit()).rules?.outcome).toBe('insufficientData');
    await engine.tick();
    expect(told()).toEqual([]);
  });

  it('learn from those who agree only, and stay as they were when a fit is aborted', async () => {
    const { engine } = await watched({ segments: { best }, consent: { personalisation: 'denied' } });
    await engine.collect(orders(30));
    expect((await engine.fit()).rules).toMatchObject({ people: 0, outcome: 'insufficientData' });
    const other = await watched({ segments: { best } });
    await other.engine.collect(orders(30));
    await expect(other.engine.fit({ abort: AbortSignal.abort() })).rejects.toMatchObject(coded('ABORTED'));
    expect((await other.engine.segmentsOf({ userId: 'p29' })).memberships).toEqual([]);
  });

  it('that lie damaged in the store are reported, and the ones in use stay', async () => {
    const store = memoryStore();
    const { engine, errors } = await watched({ store: storeLike(store), segments: { best } });
    await engine.collect(orders(40));
    await engine.fit();
    const other = await watched({ store: storeLike(store), segments: { best } });
    await other.engine.collect(order(0, 1_000));
    const parts = await store.list({ tenant: 'default', collection: COLLECTIONS.modelPart, limit: 10 });
    await other.engine.fit();
    const both = await store.list({ tenant: 'default', collection: COLLECTIONS.modelPart, limit: 10 });
    const added = both.filter(({ key }) => key.id !== parts[0]?.key.id);
    expect(added).toHaveLength(1);
    const put = added.map(({ key }) => ({ key, value: new TextEncoder().encode('{"version":9}') }));
    await store.commit({ tenant: 'default', put });
    await engine.tick();
    expect(errors).toMatchObject([{ where: 'snapshot of rules', error: coded('SNAPSHOT_INVALID') }]);
    expect((await engine.segmentsOf({ userId: 'p36' })).memberships).toHaveLength(1);
  });
});
