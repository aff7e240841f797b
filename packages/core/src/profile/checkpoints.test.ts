import { DAY, HOUR, type SignalInput, type Store } from '@sintonia/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ContainerModule, inject, injectable, TOKENS } from '../container/index.js';
import type { EngineOptions } from '../engine-options.js';
import { memoryStore } from '../store/memory-store.js';
import { beforeCommits, storeLike, testEngine } from '../test-engine.fixture.js';
import { Checkpoints } from './checkpoints.js';

const ana = { userId: 'ana' };
const traits = {
  orders: { count: 'Order Completed' },
  recentOrders: { count: 'Order Completed', within: '10d' },
  spent: { sum: 'value', of: 'Order Completed' },
  days: { streak: ['Product Viewed', 'Order Completed'] },
  colours: { unique: 'properties.colour', of: ['Product Viewed', 'Order Completed'] },
  lastColour: { last: 'properties.colour', of: 'Order Completed' },
} satisfies EngineOptions['traits'];
const now = (await testEngine()).clock.now();

/** An engine, and its part that folds. */
async function folding(store: Store, declared: EngineOptions['traits'] = traits) {
  let checkpoints: Checkpoints | undefined;
  const caught = new ContainerModule(({ rebind }) => {
    @injectable()
    class Caught extends Checkpoints {
      constructor(
        @inject(TOKENS.Settings) settings: never,
        @inject(TOKENS.Store) own: never,
        @inject(TOKENS.SignalRegistry) registry: never,
      ) {
        super(settings, own, registry);
        checkpoints = this;
      }
    }
    rebind(TOKENS.Checkpoints).to(Caught as never);
  });
  const { engine } = await testEngine({ traits: declared, store: storeLike(store), modules: [caught] });
  await engine.profileOf(ana);
  return { engine, checkpoints: checkpoints as unknown as Checkpoints };
}

const order = (id: string, daysAgo: number, value = 10): SignalInput => ({
  ...{ ...ana, id, type: 'Order Completed', value, properties: { colour: 'red' } },
  timestamp: now - daysAgo * DAY,
});

describe('folding signals into a checkpoint', () => {
  it('leaves every profile as it is, and as it is when it is made anew, whenever it is done', async () => {
    const signal = fc.record({
      id: fc.nat(60).map(String),
      type: fc.constantFrom('Order Completed', 'Product Viewed'),
      timestamp: fc.nat(20 * 24).map((hours) => now - hours * HOUR),
      value: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      properties: fc.record({ colour: fc.constantFrom('red', 'blue') }),
    });
    const batch = fc.record({ signals: fc.array(signal, { maxLength: 10 }), foldDaysAgo: fc.nat(20) });
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { maxLength: 4 }), async (batches) => {
        const seen = new Set<string>();
        const whole = await testEngine({ traits });
        const store = memoryStore();
        const { engine, checkpoints } = await folding(store);
        for (const { signals, foldDaysAgo } of batches) {
          // Of an id that was folded, a copy would not be known.
          const fresh = signals.filter(({ id }) => !seen.has(id) && seen.add(id)).map((each) => ({ ...each, ...ana }));
          await whole.engine.collect(fresh);
          await engine.collect(fresh);
          await checkpoints.fold('ana', now - foldDaysAgo * DAY);
        }
        const right = await whole.engine.profileOf(ana);
        expect(await engine.profileOf(ana)).toStrictEqual(right);
        // Another trait makes all of them anew, from the checkpoint.
        const other = await folding(store, { ...traits, views: { count: 'Product Viewed', within: '1d' } });
        const { views: _, ...computed } = (await other.engine.profileOf(ana)).computed;
        expect(computed).toStrictEqual(right.computed);
      }),
      { numRuns: 40 },
    );
  });

  it('takes what is old out of the log, and says how much', async () => {
    const store = memoryStore();
    const { engine, checkpoints } = await folding(store);
    await engine.collect([order('a', 30), order('b', 3), order('c', 20)]);
    expect(await checkpoints.fold('ana', now - 10 * DAY)).toBe(2);
    expect(await checkpoints.fold('ana', now - 10 * DAY)).toBe(0);
    const { signals } = await store.scan({ tenant: 'default', limit: 9 });
    expect(signals.map(({ id }) => id)).toEqual(['b']);
    expect((await engine.profileOf(ana)).computed).toMatchObject({ orders: 3, recentOrders: 1, spent: 30 });
  });

  it('a trait that is declared later, or otherwise, knows what came since', async () => {
    const store = memoryStore();
    const { engine, checkpoints } = await folding(store);
    await engine.collect([order('a', 30), order('b', 3)]);
    await checkpoints.fold('ana', now - 10 * DAY);
    const changed = { orders: traits.orders, spent: { sum: 'value', of: 'Order Completed', within: '99d' } } as const;
    const other = await folding(store, changed);
    expect((await other.engine.profileOf(ana)).computed).toEqual({ orders: 2, spent: 10 });
  });

  it('is one commit with what it takes away, also when somebody collects meanwhile', async () => {
    const right = memoryStore();
    const { engine } = await folding(right);
    await engine.collect([order('a', 30)]);
    let isDone = false;
    const store = beforeCommits(right, async ({ trim = [] }) => {
      if (isDone || trim.length === 0) return;
      isDone = true;
      await engine.collect([order('late', 40)]);
    });
    const { checkpoints } = await folding(store);
    expect(await checkpoints.fold('ana', now - 10 * DAY)).toBe(2);
    expect((await engine.profileOf(ana)).computed).toMatchObject({ orders: 2, spent: 20 });
  });

  it('is erased with the person, and exported', async () => {
    const store = memoryStore();
    const { engine, checkpoints } = await folding(store);
    await engine.collect([order('a', 30)]);
    await checkpoints.fold('ana', now);
    expect(JSON.stringify(await engine.privacy.export(ana))).toContain('checkpoint');
    await engine.privacy.erase(ana);
    expect(await store.list({ tenant: 'default', collection: 'checkpoint', limit: 9 })).toEqual([]);
  });
});
