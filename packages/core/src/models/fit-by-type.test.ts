import { type Engine, MOST_TYPES, type Plugin, type ScanQuery, type Segmenter, type Signal } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { memoryStore } from '../store/memory-store.js';
import { storeLike, testEngine } from '../test-engine.fixture.js';

const did = (type: string, userId = 'ana') => ({ type, userId });
const some = (count: number, type: string) => Array(count).fill(did(type));

/** Learns from some types of signals, and keeps what it was given. */
function reader(types: readonly string[] | undefined, name = 'reader') {
  const state = { fits: 0, seen: [] as Signal[] };
  const segmenter: Segmenter = {
    name,
    specVersion: 1,
    segments: ['some'],
    assign: () => [],
    async fit({ signals }) {
      state.fits += 1;
      state.seen = [];
      for await (const page of signals({ types })) state.seen.push(...page);
      return { people: 1, items: 0, interactions: state.seen.length, outcome: 'fitted' };
    },
    snapshot: () => Uint8Array.of(1),
    restore: () => {},
  };
  const plugin: Plugin = { name, specVersion: 1, segmenters: [segmenter] };
  return { state, plugin, types: () => state.seen.map(({ type }) => type) };
}

/** A store that keeps what was asked of it about everybody's signals. */
function watched(store = memoryStore()) {
  const asked: (readonly string[] | undefined)[] = [];
  const scan = (query: ScanQuery) => {
    if (query.person === undefined) asked.push(query.types);
    return store.scan(query);
  };
  return { asked, store: storeLike(store, { scan }) };
}

describe('a model that learns from some types of signals', () => {
  it('gets exactly these, in the order of their collection, and the store reads no others', async () => {
    const { state, plugin } = reader(['Order Completed', 'Signed Up', 'Order Completed']);
    const { asked, store } = watched();
    const { engine } = await testEngine({ plugins: [plugin], store });
    await engine.collect([
      did('Signed Up'),
      did('Page Viewed'),
      did('Order Completed', 'ben'),
      did('Signed Up', 'ben'),
    ]);
    asked.length = 0;
    await engine.fit();
    expect(state.seen.map(({ type, person }) => `${type} ${person}`)).toEqual([
      'Signed Up ana',
      'Order Completed ben',
      'Signed Up ben',
    ]);
    expect(asked).toEqual([['Order Completed', 'Signed Up']]);
  });

  it('gets what people agree to, by whoever they are, and nothing of no types', async () => {
    const { state, plugin } = reader(['Order Completed']);
    const none = reader([], 'none');
    const { engine } = await testEngine({ plugins: [plugin, none.plugin] });
    await engine.collect([did('Order Completed'), { type: 'Order Completed', anonymousId: 'phone' }]);
    await engine.collect([did('Order Completed', 'ben'), did('Page Viewed')]);
    await engine.identify({ userId: 'ana', anonymousId: 'phone' });
    await engine.privacy.withdraw({ userId: 'ben', purposes: ['personalisation'] });
    await engine.fit();
    expect(state.seen.map(({ person }) => person)).toEqual(['ana', 'ana']);
    expect(none.state.seen).toEqual([]);
  });

  it('gets exactly these also where they are more than a store is asked for', async () => {
    const others = Array.from({ length: MOST_TYPES }, (_, index) => `Type ${index}`);
    const { plugin, types } = reader([...others, 'Signed Up', 'Order Completed']);
    const { asked, store } = watched();
    const { engine } = await testEngine({ plugins: [plugin], store });
    await engine.collect([did('Page Viewed'), did('Order Completed'), did('Signed Up')]);
    asked.length = 0;
    await engine.fit();
    expect(types()).toEqual(['Order Completed', 'Signed Up']);
    expect(asked).toEqual([undefined]);
  });
});

describe('a model that passes over signals', () => {
  // Asking for segments has models learn that are due.
  const ask = (engine: Engine) => engine.segmentsOf({ userId: 'ana' });

  it('is due again when all signals have grown by a tenth, also after a restart', async () => {
    const store = memoryStore();
    const first = reader(['Order Completed']);
    const one = await testEngine({ plugins: [first.plugin], store: storeLike(store), fitting: 'automatic' });
    await one.engine.collect([...some(195, 'Page Viewed'), ...some(5, 'Order Completed')]);
    await ask(one.engine);
    expect(first.types()).toHaveLength(5);
    await one.engine.collect(some(20, 'Page Viewed'));
    await ask(one.engine);
    expect(first.state.fits).toBe(1);
    expect(await one.engine.models.list()).toMatchObject([{ active: { signals: 200 } }]);

    const second = reader(['Order Completed']);
    const other = await testEngine({ plugins: [second.plugin], store: storeLike(store), fitting: 'automatic' });
    await other.engine.collect(some(20, 'Page Viewed'));
    await ask(other.engine);
    expect(second.state.fits).toBe(0);
    await other.engine.collect(some(1, 'Page Viewed'));
    await ask(other.engine);
    expect(second.state.fits).toBe(1);
  });

  it('does not make those that read all look as if they had seen less', async () => {
    const [few, all] = [reader(['Order Completed'], 'few'), reader(undefined, 'all')];
    const { engine } = await testEngine({ plugins: [few.plugin, all.plugin] });
    await engine.collect([...some(30, 'Page Viewed'), ...some(3, 'Order Completed')]);
    await engine.fit();
    expect(await engine.models.list()).toMatchObject([{ active: { signals: 33 } }, { active: { signals: 33 } }]);
  });
});
