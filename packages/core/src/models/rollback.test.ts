import { DAY, type Engine } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { COLLECTIONS } from '../store/collections.js';
import { memoryStore } from '../store/memory-store.js';
import { beforeCommits, coded, storeLike, testEngine } from '../test-engine.fixture.js';
import { learner } from './learner.fixture.js';

const seen = { type: 'Product Viewed', userId: 'ana', itemId: 'mug' };
const listOf = async (engine: Engine) => (await engine.recommend({ userId: 'ben' })).picks.map(({ itemId }) => itemId);
const all = (store: ReturnType<typeof memoryStore>, collection: string) =>
  store.list({ tenant: 'default', collection, limit: 100 });

/** A model that was fitted twice, on two and on three signals. */
async function fittedTwice() {
  const store = memoryStore();
  const { engine, testClock } = await testEngine({ plugins: [learner().plugin], store: storeLike(store) });
  await engine.collect([seen, seen]);
  await engine.fit();
  testClock.advance(DAY);
  await engine.collect(seen);
  await engine.fit();
  return { store, engine, testClock };
}

describe('going back', () => {
  it('takes one call, holds for other processes and after a restart, and can be taken back', async () => {
    const { store, engine } = await fittedTwice();
    const other = await testEngine({ plugins: [learner().plugin], store: storeLike(store) });
    expect(await listOf(other.engine)).toEqual(['after-3']);
    expect(await engine.models.rollback('learner')).toMatchObject({ active: { signals: 2 }, previous: { signals: 3 } });
    expect(await listOf(engine)).toEqual(['after-2']);
    await other.engine.tick();
    expect(await listOf(other.engine)).toEqual(['after-2']);
    const later = await testEngine({ plugins: [learner().plugin], store: storeLike(store) });
    expect(await listOf(later.engine)).toEqual(['after-2']);
    await engine.models.rollback('learner');
    expect(await listOf(engine)).toEqual(['after-3']);
  });

  it('is refused where there is nothing to go back to', async () => {
    const { engine } = await testEngine({ plugins: [learner().plugin] });
    await expect(engine.models.rollback('nobody')).rejects.toMatchObject(coded('MODEL_UNKNOWN', 'name'));
    await engine.collect(seen);
    await engine.fit();
    await expect(engine.models.rollback('learner')).rejects.toMatchObject(coded('MODEL_UNKNOWN', 'name'));
    expect(await engine.models.list()).toMatchObject([{ name: 'learner', active: { signals: 1 } }]);
  });

  it('to a version with one flipped bit is refused, and the active one stays', async () => {
    const { store, engine } = await fittedTwice();
    for (const { key, value } of await all(store, COLLECTIONS.modelPart)) {
      const bytes = new Uint8Array(value as Uint8Array);
      bytes[bytes.length - 1] = (bytes.at(-1) as number) ^ 0x40;
      await store.commit({ tenant: 'default', put: [{ key, value: bytes }] });
    }
    await expect(engine.models.rollback('learner')).rejects.toMatchObject(coded('SNAPSHOT_INVALID'));
    expect(await engine.models.list()).toMatchObject([{ active: { signals: 3 } }]);
    expect(await listOf(engine)).toEqual(['after-3']);
  });
});

it('a model that another version of the software wrote is refused, said, and replaced by the next fit', async () => {
  const { store } = await fittedTwice();
  const [entry] = await all(store, COLLECTIONS.model);
  const value = { ...(entry?.value as object), specVersion: 2 };
  await store.commit({ tenant: 'default', put: [{ key: entry?.key as never, value }] });
  const { engine, errors } = await testEngine({ plugins: [learner().plugin], store: storeLike(store) });
  await listOf(engine);
  expect(errors).toMatchObject([{ where: 'snapshot of learner', error: coded('SNAPSHOT_INVALID') }]);
  await engine.fit();
  expect(await listOf(engine)).toEqual(['after-3']);
});

it('what a fit that was cut off has left goes with a later one', async () => {
  const store = memoryStore();
  let isDead = false;
  const dying = beforeCommits(store, (batch) => {
    if (isDead && batch.put?.some(({ key }) => key.collection === COLLECTIONS.model)) throw new Error('killed');
  });
  const { engine, testClock } = await testEngine({ plugins: [learner().plugin], store: dying });
  await engine.collect(seen);
  isDead = true;
  await expect(engine.fit()).rejects.toThrow('killed');
  isDead = false;
  await engine.fit();
  expect(await all(store, COLLECTIONS.modelPart), 'it may still be written').toHaveLength(2);
  testClock.advance(DAY);
  await engine.fit();
  await engine.fit();
  expect(await all(store, COLLECTIONS.modelPart)).toHaveLength(2);
  expect(await all(store, COLLECTIONS.modelUpload)).toHaveLength(0);
});

it('what fell out of a fit that was cut off right after it counted goes with a later one', async () => {
  const store = memoryStore();
  let isDead = false;
  const dying = beforeCommits(store, (batch) => {
    if (isDead && batch.delete?.some(({ collection }) => collection === COLLECTIONS.modelPart))
      throw new Error('killed');
  });
  const { engine } = await testEngine({ plugins: [learner().plugin], store: dying });
  await engine.collect(seen);
  await engine.fit();
  await engine.fit();
  isDead = true;
  await expect(engine.fit()).rejects.toThrow('killed');
  isDead = false;
  expect(await all(store, COLLECTIONS.modelPart)).toHaveLength(3);
  await engine.fit();
  expect(await all(store, COLLECTIONS.modelPart)).toHaveLength(2);
  expect(await all(store, COLLECTIONS.modelUpload)).toHaveLength(0);
});
