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
