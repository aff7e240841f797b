import { describe, expect, it } from 'vitest';
import { COLLECTIONS } from '../store/collections.js';
import { memoryStore } from '../store/memory-store.js';
import { coded, storeLike, testEngine } from '../test-engine.fixture.js';

describe('the catalogue', () => {
  it('takes all items of a call or none', async () => {
    const { engine } = await testEngine();
    const items = [{ itemId: 'mug' }, { itemId: 'pot', available: 'yes' }];
    await expect(engine.catalog.put(items as never)).rejects.toMatchObject(
      coded('INPUT_INVALID', 'items[1].available'),
    );
    await expect(engine.catalog.put({} as never)).rejects.toMatchObject(coded('INPUT_INVALID', 'items'));
    await expect(engine.catalog.put(Array(10_001).fill({ itemId: 'mug' }))).rejects.toMatchObject(
      coded('INPUT_TOO_LARGE', 'items'),
    );
    expect(await engine.catalog.size()).toBe(0);
    await engine.catalog.put([{ itemId: 'mug', title: 'Mug' }, { itemId: 'pot' }, { itemId: 'mug', title: 'Big mug' }]);
    expect(await engine.catalog.size()).toBe(2);
    expect(await engine.catalog.get('mug')).toEqual({ itemId: 'mug', title: 'Big mug' });
    await engine.catalog.remove(['mug', 'never there']);
    expect(await engine.catalog.get('mug')).toBeUndefined();
  });

  it('leaves out what is older than what it has, or than its removal, whichever engine heard of that', async () => {
    const store = memoryStore();
    const [one, other] = [await testEngine({ store: storeLike(store) }), await testEngine({ store })];
    const now = one.testClock.now();
    const mug = (title: string, updatedAt?: number | string) => ({
      itemId: 'mug',
      title,
      ...(updatedAt && { updatedAt }),
    });
    const titles: (string | undefined)[] = [];
    for (const item of [
      mug('b', now - 2),
      mug('a', now - 3),
      mug('b2', now - 2),
      mug('ahead', now + 1e9),
      mug('c', now),
    ]) {
      await (titles.length % 2 ? other : one).engine.catalog.put([item, { itemId: `pot ${titles.length}` }]);
      titles.push((await one.engine.catalog.get('mug'))?.title);
    }
    expect(titles).toEqual(['b', 'b', 'b2', 'ahead', 'c']);
    expect(await one.engine.catalog.size()).toBe(6);
    await one.engine.catalog.remove(['mug']);
    await other.engine.catalog.put([mug('late', now - 1)]);
    expect(await one.engine.catalog.get('mug')).toBeUndefined();
    await other.engine.catalog.put([mug('by hand')]);
    expect(await one.engine.catalog.get('mug')).toEqual(mug('by hand'));
    await expect(one.engine.catalog.put([mug('x', 'soon')])).rejects.toMatchObject(
      coded('INPUT_INVALID', 'items[0].updatedAt'),
    );
  });

  it('does not take up what was removed before it was ever heard of', async () => {
    const { engine, testClock } = await testEngine();
    await engine.catalog.remove(['mug']);
    await engine.catalog.put([{ itemId: 'mug', title: 'made before', updatedAt: testClock.now() - 1 }]);
    expect(await engine.catalog.get('mug')).toBeUndefined();
    await engine.catalog.put([{ itemId: 'mug', title: 'made anew', updatedAt: testClock.now() }]);
    expect(await engine.catalog.get('mug')).toMatchObject({ title: 'made anew' });
  });

  it('has the newest, however many processes write at once', async () => {
    const store = memoryStore();
    const engines = await Promise.all([1, 2, 3].map(() => testEngine({ store: storeLike(store) })));
    const now = engines[0]?.testClock.now() ?? 0;
    await Promise.all(
      Array.from({ length: 60 }, (_, index) => {
        const updatedAt = now - ((index * 7) % 60);
        return engines[index % 3]?.engine.catalog.put([{ itemId: 'mug', title: String(updatedAt), updatedAt }]);
      }),
    );
    expect(await engines[0]?.engine.catalog.get('mug')).toMatchObject({ title: String(now) });
  });

  it('is seen by other engines at once', async () => {
    const store = memoryStore();
    const [one, other] = [await testEngine({ store: storeLike(store) }), await testEngine({ store })];
    expect(await other.engine.catalog.size()).toBe(0);
    await one.engine.catalog.put([{ itemId: 'mug' }]);
    expect(await other.engine.catalog.size()).toBe(1);
  });

  it('is read once, however many ask, and again when reading failed', async () => {
    const store = memoryStore();
    let reads = 0;
    const list: typeof store.list = async (query) => {
      if (query.collection !== COLLECTIONS.item) return store.list(query);
      reads++;
      if (reads === 1) throw new Error('down');
      return store.list(query);
    };
    const { engine } = await testEngine({ store: storeLike(store, { list }) });
    await engine.catalog.put([{ itemId: 'mug' }]);
    await expect(engine.catalog.size()).rejects.toThrow('down');
    expect(await Promise.all(Array.from({ length: 20 }, () => engine.catalog.size()))).toEqual(Array(20).fill(1));
    expect(reads).toBe(2);
  });
});
