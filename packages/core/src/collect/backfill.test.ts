import { type BackfillPage, type EngineEvents, type Plugin, type SignalCollector, SintoniaError } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { memoryStore } from '../store/memory-store.js';
import { coded, storeLike, testEngine } from '../test-engine.fixture.js';

const order = (id: number) => ({
  id: `order-${id}`,
  type: 'Order Completed',
  userId: 'ana',
  itemId: 'mug',
  timestamp: '2025-12-01T00:00:00Z',
});

/** A shop with so many pages of one order; the page before which it fails, if any, can be changed. */
function shop(pages: number) {
  const state = { failsAt: Number.POSITIVE_INFINITY, asked: [] as unknown[] };
  const collector: SignalCollector = {
    name: 'shop',
    specVersion: 1,
    parse: () => ({}),
    async *backfill({ checkpoint }): AsyncIterable<BackfillPage> {
      state.asked.push(checkpoint);
      for (let page = Number(checkpoint ?? 0); page < pages; page++) {
        if (page === state.failsAt) throw new Error('the shop is away');
        yield { signals: [order(page)], checkpoint: page + 1, fraction: (page + 1) / pages };
      }
    },
  };
  return { state, plugin: { name: 'shop', specVersion: 1, collectors: [collector] } as Plugin };
}

describe('history of a platform', () => {
  it('comes page by page, with progress', async () => {
    const { engine } = await testEngine({ plugins: [shop(3).plugin] });
    const told: EngineEvents['backfill'][] = [];
    engine.on('backfill', (event) => void told.push(event));
    expect(await engine.backfill('shop')).toEqual({
      collector: 'shop',
      pages: 3,
      accepted: 3,
      duplicates: 0,
      refused: 0,
    });
    expect(told.map(({ pages, fraction }) => [pages, fraction])).toEqual([
      [1, 1 / 3],
      [2, 2 / 3],
      [3, 1],
    ]);
    expect((await engine.profileOf({ userId: 'ana' })).counts).toEqual({ 'Order Completed': 3 });
  });

  it('goes on where it was cut off, in another process, and counts nothing twice', async () => {
    const store = memoryStore();
    const { state, plugin } = shop(5);
    state.failsAt = 3;
    const first = await testEngine({ plugins: [plugin], store: storeLike(store) });
    await expect(first.engine.backfill('shop')).rejects.toMatchObject(coded('PLUGIN_FAILED'));
    state.failsAt = Number.POSITIVE_INFINITY;
    const second = await testEngine({ plugins: [plugin], store: storeLike(store) });
    expect(await second.engine.backfill('shop')).toMatchObject({ pages: 5, accepted: 5, duplicates: 0 });
    expect(state.asked).toEqual([undefined, 3]);
    expect(await second.engine.backfill('shop'), 'again from the start').toMatchObject({ accepted: 0, duplicates: 5 });
  });

  it('a page that is stored but not noted comes twice, and counts once', async () => {
    const store = memoryStore();
    const { plugin } = shop(2);
    let isDead = false;
    const dying = storeLike(store, {
      commit: async (batch) => {
        if (batch.put?.some(({ key }) => key.collection === 'backfill') && !isDead) {
          isDead = true;
          throw new SintoniaError('STORE_FAILED', 'killed');
        }
        return store.commit(batch);
      },
    });
    const { engine } = await testEngine({ plugins: [plugin], store: dying });
    await expect(engine.backfill('shop')).rejects.toMatchObject(coded('STORE_FAILED'));
    expect(await engine.backfill('shop')).toMatchObject({ accepted: 1, duplicates: 1 });
  });

  it('stops when it is told to', async () => {
    const { engine } = await testEngine({ plugins: [shop(5).plugin] });
    const abort = new AbortController();
    engine.on('backfill', ({ pages }) => {
      if (pages === 2) abort.abort();
    });
    await expect(engine.backfill('shop', { abort: abort.signal })).rejects.toMatchObject(coded('ABORTED'));
    expect(await engine.backfill('shop')).toMatchObject({ pages: 5, accepted: 5, duplicates: 0 });
  });

  it('brings more signals in a page than a collect takes, and everything beside them', async () => {
    const signals = Array.from({ length: 12_000 }, (_, id) => order(id));
    const collector: SignalCollector = {
      name: 'shop',
      specVersion: 1,
      parse: () => ({}),
      async *backfill() {
        yield { signals, items: [{ itemId: 'mug', title: 'Mug' }], erasures: [{ userId: 'ben' }] };
      },
    };
    const { engine } = await testEngine({ plugins: [{ name: 'shop', specVersion: 1, collectors: [collector] }] });
    await engine.identify({ userId: 'ben', traits: { plan: 'x' } });
    expect(await engine.backfill('shop')).toMatchObject({ pages: 1, accepted: 12_000 });
    expect(await engine.catalog.size()).toBe(1);
    expect((await engine.profileOf({ userId: 'ben' })).traits).toEqual({});
  });

  it.each(['nobody', 'mute'])('of %s there is none', async (name) => {
    const mute: SignalCollector = { name: 'mute', specVersion: 1, parse: () => ({}) };
    const { engine } = await testEngine({ plugins: [{ name: 'mute', specVersion: 1, collectors: [mute] }] });
    await expect(engine.backfill(name)).rejects.toMatchObject(coded('COLLECTOR_UNKNOWN', 'collector'));
  });
});
