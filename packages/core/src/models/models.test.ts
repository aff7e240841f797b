import { type Engine, MINUTE } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { COLLECTIONS } from '../store/collections.js';
import { memoryStore } from '../store/memory-store.js';
import { coded, storeLike, testEngine } from '../test-engine.fixture.js';
import { learner } from './learner.fixture.js';

const seen = { type: 'Product Viewed', userId: 'ana', itemId: 'mug' };
const some = (count: number, signal: object = seen) => Array(count).fill(signal);

const listOf = async (engine: Engine) => (await engine.recommend({ userId: 'ben' })).picks.map(({ itemId }) => itemId);

describe('a model learns by itself', () => {
  it('when it is first asked, and again when signals have grown by a tenth', async () => {
    const { plugin, state } = learner();
    const { engine } = await testEngine({ plugins: [plugin], fitting: 'automatic' });
    await engine.collect(some(100));
    expect(state.fits).toBe(0);
    expect(await Promise.all([listOf(engine), listOf(engine)])).toEqual([['after-100'], ['after-100']]);
    await engine.collect(some(10));
    expect(await listOf(engine)).toEqual(['after-100']);
    await engine.collect(some(1));
    expect(await listOf(engine)).toEqual(['after-111']);
    expect(state.fits).toBe(2);
  });

  it('no sooner for signals that say nothing about taste', async () => {
    const { plugin, state } = learner();
    const { engine } = await testEngine({ plugins: [plugin], fitting: 'automatic' });
    await engine.collect([...some(5), ...some(995, { type: 'Signed Up', userId: 'ana' })]);
    await listOf(engine);
    await engine.collect(some(90, { type: 'Signed Up', userId: 'ana' }));
    await listOf(engine);
    expect(state.fits).toBe(1);
  });

  it('and when it cannot, lists go on, it is said once, and tried again after a while', async () => {
    const bad = learner('bad');
    const good = learner('good');
    bad.state.fails = new Error('bug');
    const plugins = [bad.plugin, good.plugin];
    const { engine, errors, testClock } = await testEngine({ plugins, fitting: 'automatic' });
    await engine.collect(some(3));
    await Promise.all([listOf(engine), listOf(engine), listOf(engine)]);
    expect(await listOf(engine)).toEqual(['after-3']);
    expect(bad.state.fits).toBe(1);
    expect(errors).toMatchObject([
      { where: 'automatic fit', error: { ...coded('PLUGIN_FAILED'), details: { model: 'bad' } } },
    ]);
    bad.state.fails = undefined;
    testClock.advance(MINUTE);
    await listOf(engine);
    expect(bad.state.fits).toBe(2);
  });

  it('not at all where fitting is manual', async () => {
    const { plugin, state } = learner();
    const { engine } = await testEngine({ plugins: [plugin] });
    await engine.collect(some(3));
    expect(await listOf(engine)).toEqual([]);
    expect(await engine.fit()).toEqual({ learner: { people: 1, items: 1, interactions: 3, outcome: 'fitted' } });
    expect(await listOf(engine)).toEqual(['after-3']);
    expect(state.fits).toBe(1);
  });
});

describe('what a model learns from', () => {
  it('is only what people agreed to', async () => {
    const { plugin } = learner();
    const { engine } = await testEngine({ plugins: [{ ...plugin, purposes: ['research'] }] });
    await engine.collect([...some(2), ...some(4, { ...seen, userId: 'ben' }), ...some(8, { ...seen, userId: 'cleo' })]);
    await engine.privacy.grant({ userId: 'ana', purposes: ['research'] });
    await engine.privacy.grant({ userId: 'cleo', purposes: ['research'] });
    await engine.privacy.withdraw({ userId: 'cleo', purposes: ['personalisation'] });
    expect(await engine.fit()).toMatchObject({ learner: { interactions: 2 } });
  });

  it('ends where `until` says, and is then kept from everybody else', async () => {
    const store = memoryStore();
    const { plugin } = learner();
    const { engine, testClock } = await testEngine({ plugins: [plugin], store: storeLike(store) });
    await engine.collect(some(3));
    await engine.fit();
    const until = testClock.advance(MINUTE);
    await engine.collect(some(4));
    expect(await engine.fit({ until })).toMatchObject({ learner: { interactions: 3 } });
    await engine.tick();
    expect(await listOf(engine)).toEqual(['after-3']);
    await engine.fit();
    await engine.fit({ until });
    const other = await testEngine({ plugins: [learner().plugin], store });
    expect(await listOf(other.engine)).toEqual(['after-7']);
  });
});

describe('a fit that is aborted', () => {
  it('says so and leaves the model as it was', async () => {
    const { plugin, state } = learner();
    const { engine } = await testEngine({ plugins: [plugin] });
    await engine.collect(some(3));
    await engine.fit();
    await engine.collect(some(1));
    const abort = new AbortController();
    state.wait = new Promise((resolve) => setImmediate(resolve)).then(() => abort.abort());
    await expect(engine.fit({ abort: abort.signal })).rejects.toMatchObject(coded('ABORTED'));
    expect(await listOf(engine)).toEqual(['after-3']);
    await expect(engine.fit({ abort: AbortSignal.abort() })).rejects.toMatchObject(coded('ABORTED'));
    expect(await engine.fit()).toMatchObject({ learner: { interactions: 4 } });
  });

  it('does not keep other models from learning when it failed for a bug', async () => {
    const [bad, good] = [learner('bad'), learner('good')];
    bad.state.fails = new TypeError('bug');
    const { engine } = await testEngine({ plugins: [bad.plugin, good.plugin] });
    await engine.collect(some(3));
    await expect(engine.fit()).rejects.toMatchObject({ ...coded('PLUGIN_FAILED'), cause: bad.state.fails });
    expect(await listOf(engine)).toEqual(['after-3']);
  });

  it('one after the other, calls at the same time both learn', async () => {
    const { plugin, state } = learner();
    const { engine } = await testEngine({ plugins: [plugin] });
    await Promise.all([engine.fit(), engine.fit(), engine.fit()]);
    expect(state.fits).toBe(3);
  });
});

it('two models of one name are refused, since they would share their snapshots', async () => {
  const { recommender, plugin } = learner('twin');
  const segmenter = { ...recommender, segments: [], assign: () => [] };
  const twins = { name: 'twins', specVersion: 1 as const, segmenters: [segmenter] };
  await expect(testEngine({ plugins: [plugin, twins] })).rejects.toMatchObject(coded('PLUGIN_INVALID', 'plugins'));
  expect(COLLECTIONS.model).toBe('model');
});
