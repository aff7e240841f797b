import { type Engine, SintoniaError } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { COLLECTIONS } from '../store/collections.js';
import { memoryStore } from '../store/memory-store.js';
import { coded, storeLike, testEngine } from '../test-engine.fixture.js';
import { learner } from './learner.fixture.js';

const seen = { type: 'Product Viewed', userId: 'ana', itemId: 'mug' };
const listOf = async (engine: Engine) => (await engine.recommend({ userId: 'ben' })).picks.map(({ itemId }) => itemId);
const partsIn = (store: ReturnType<typeof memoryStore>) =>
  store.list({ tenant: 'default', collection: COLLECTIONS.modelPart, limit: 100 });

/** Flips bits in every part. */
async function damage(store: ReturnType<typeof memoryStore>) {
  for (const { key, value } of await partsIn(store)) {
    const bytes = new Uint8Array(value as Uint8Array);
    bytes[0] = (bytes[0] as number) ^ 1;
    await store.commit({ tenant: 'default', put: [{ key, value: bytes }] });
  }
}

/** A store with a model that learnt from three interactions. */
async function learnt() {
  const store = memoryStore();
  const first = learner();
  const { engine } = await testEngine({ plugins: [first.plugin], store: storeLike(store) });
  await engine.collect([seen, seen, seen]);
  await engine.fit();
  return { store, engine };
}

describe('a model', () => {
  it('is back after a restart, without a fit', async () => {
    const { store } = await learnt();
    const { plugin, state } = learner();
    const { engine } = await testEngine({ plugins: [plugin], store, fitting: 'automatic' });
    expect(await Promise.all([listOf(engine), listOf(engine)])).toEqual([['after-3'], ['after-3']]);
    expect(state).toMatchObject({ fits: 0, restores: 1 });
  });

  it('that is new beside one that is back is fitted', async () => {
    const { store } = await learnt();
    const added = learner('added');
    const plugins = [learner().plugin, added.plugin];
    const { engine } = await testEngine({ plugins, store, fitting: 'automatic' });
    await listOf(engine);
    expect(added.state.fits).toBe(1);
  });

  it('that another engine has fitted anew is taken over by a tick', async () => {
    const { store, engine } = await learnt();
    const { plugin, state } = learner();
    const other = await testEngine({ plugins: [plugin], store: storeLike(store) });
    expect(await listOf(other.engine)).toEqual(['after-3']);
    await engine.collect(seen);
    await engine.fit();
    expect(await listOf(other.engine)).toEqual(['after-3']);
    await other.engine.tick();
    await other.engine.tick();
    expect(await listOf(other.engine)).toEqual(['after-4']);
    expect(state).toMatchObject({ fits: 0, restores: 2 });
    expect(await partsIn(store), 'the active one and the one before').toHaveLength(2);
  });

  it('whose snapshot is damaged stays as it was, which is said once', async () => {
    const { store, engine } = await learnt();
    const { plugin, state } = learner();
    const other = await testEngine({ plugins: [plugin], store: storeLike(store) });
    await listOf(other.engine);
    await engine.collect(seen);
    await engine.fit();
    await damage(store);
    await other.engine.tick();
    await other.engine.tick();
    expect(await listOf(other.engine)).toEqual(['after-3']);
    expect(state.restores).toBe(1);
    expect(other.errors).toMatchObject([{ where: 'snapshot of learner', error: coded('SNAPSHOT_INVALID') }]);
  });

  it('that cannot read its own snapshot harms nobody, and learns anew', async () => {
    const { store } = await learnt();
    const { plugin, recommender } = learner();
    recommender.restore = () => {
      throw new RangeError('bug');
    };
    const { engine, errors } = await testEngine({ plugins: [plugin], store, fitting: 'automatic' });
    expect(await listOf(engine)).toEqual(['after-3']);
    expect(await engine.tick()).toMatchObject({ sent: 0 });
    expect(errors).toMatchObject([{ where: 'snapshot of learner', error: coded('PLUGIN_FAILED') }]);
  });

  it('is asked for again when the store was down the first time', async () => {
    const { store } = await learnt();
    let isDown = true;
    const get: typeof store.get = async (key) => {
      if (isDown && key.collection === COLLECTIONS.model) throw new SintoniaError('STORE_FAILED', 'down');
      return store.get(key);
    };
    const { engine } = await testEngine({ plugins: [learner().plugin], store: storeLike(store, { get }) });
    await expect(listOf(engine)).rejects.toMatchObject(coded('STORE_FAILED'));
    isDown = false;
    expect(await listOf(engine)).toEqual(['after-3']);
  });

  it('of 3 MB is kept in parts, and comes back whole', async () => {
    const store = memoryStore();
    const bytes = Uint8Array.from({ length: 3_000_001 }, (_, index) => index % 251);
    const big = learner();
    big.recommender.snapshot = () => bytes;
    const { engine } = await testEngine({ plugins: [big.plugin], store: storeLike(store) });
    await engine.fit();
    expect(await partsIn(store)).toHaveLength(3);
    const other = learner();
    let restored: Uint8Array | undefined;
    other.recommender.restore = (given) => {
      restored = given;
    };
    await listOf((await testEngine({ plugins: [other.plugin], store })).engine);
    expect(Buffer.compare(restored as Uint8Array, bytes)).toBe(0);
  });

  it('fitted by two engines at once leaves two versions, and nothing else, behind', async () => {
    const { store, engine } = await learnt();
    const other = await testEngine({ plugins: [learner().plugin], store: storeLike(store) });
    await Promise.all([engine.fit(), other.engine.fit(), engine.fit(), other.engine.fit()]);
    expect(await partsIn(store)).toHaveLength(2);
    expect(await listOf((await testEngine({ plugins: [learner().plugin], store })).engine)).toEqual(['after-3']);
  });
});
