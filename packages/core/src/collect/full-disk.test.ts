import { SintoniaError } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { memoryStore } from '../store/memory-store.js';
import { beforeCommits, coded, everythingIn, testEngine } from '../test-engine.fixture.js';

const order = { type: 'Order Completed', userId: 'ana', itemId: 'mug' };

async function onSmallDisk() {
  const disk = { isFull: false };
  const right = memoryStore();
  const store = beforeCommits(right, () => {
    if (disk.isFull) throw new SintoniaError('STORE_FULL', 'The disk is full.');
  });
  return { ...(await testEngine({ store })), disk, right };
}

describe('with a full disk under the store', () => {
  it('nothing is acknowledged or half done, and the engine goes on when there is room', async () => {
    const { engine, disk, right } = await onSmallDisk();
    disk.isFull = true;
    const collected: number[] = [];
    engine.on('collected', ({ accepted }) => void collected.push(accepted));
    const calls = [engine.collect({ ...order, id: 'a' }), engine.collect([order, order])];
    for (const call of calls) await expect(call).rejects.toMatchObject({ ...coded('STORE_FULL'), retryable: true });
    await expect(engine.identify({ userId: 'ana', traits: { email: 'ana@example.com' } })).rejects.toMatchObject(
      coded('STORE_FULL'),
    );
    await expect(engine.privacy.grant({ userId: 'ana', purposes: ['marketing'] })).rejects.toMatchObject(
      coded('STORE_FULL'),
    );
    await expect(engine.catalog.put([{ itemId: 'mug' }])).rejects.toMatchObject(coded('STORE_FULL'));
    expect(await everythingIn(right, ['profile', 'consent', 'item'])).toBe('[[],[],[],[]]');
    expect(collected).toEqual([]);

    disk.isFull = false;
    expect(await engine.collect({ ...order, id: 'a' })).toMatchObject({ accepted: 1, duplicates: [] });
    expect(await engine.catalog.size()).toBe(0);
  });

  it('lists are still shown; what was shown is written down when there is room', async () => {
    const { engine, disk } = await onSmallDisk();
    await engine.collect(order);
    disk.isFull = true;
    await expect(engine.recommend({ userId: 'ana' })).resolves.toMatchObject({ exposureId: expect.any(String) });
    await expect(engine.tick()).rejects.toMatchObject(coded('STORE_FULL'));
    disk.isFull = false;
    const { entries } = await engine.privacy.export({ userId: 'ana' });
    expect(entries.exposure).toHaveLength(1);
  });

  it('close says so, and closes all the same', async () => {
    const { engine, disk } = await onSmallDisk();
    await engine.recommend({ userId: 'ana' });
    disk.isFull = true;
    await expect(engine.close()).rejects.toMatchObject(coded('STORE_FULL'));
    await expect(engine.recommend({ userId: 'ana' })).rejects.toMatchObject(coded('ENGINE_CLOSED'));
  });
});
