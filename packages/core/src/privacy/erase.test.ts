import { type Plugin, SintoniaError } from '@sintonia/spec';
import { fakeRecommender } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { COLLECTIONS } from '../store/collections.js';
import { memoryStore } from '../store/memory-store.js';
import { beforeCommits, coded, everythingIn, reachable, storeLike, testEngine } from '../test-engine.fixture.js';

const ana = { userId: 'ana' };
const collections = Object.values(COLLECTIONS);
const recommending: Plugin = { name: 'list', specVersion: 1, recommenders: [fakeRecommender()] };

/** Leaves a trace of Ana in every stage. */
async function livedIn(plugins: readonly Plugin[] = []) {
  const all = await testEngine({ plugins: [recommending, ...plugins] });
  const { engine } = all;
  await reachable(engine, 'ana', { firstName: 'Ana-Lucia' });
  await engine.collect({ ...ana, type: 'Order Completed', itemId: 'item-1', value: 5 });
  await engine.recommend(ana);
  // Entries of one moment come in any order.
  all.testClock.advance(1_000);
  await engine.send({ ...ana, campaign: 'hello', occasion: 'one' });
  await engine.tick();
  await engine.send({ ...ana, campaign: 'hello', occasion: 'two' });
  return all;
}

describe('export', () => {
  it('holds everything: signals, profile, consent, exposures, messages on their way, and what plugins hold', async () => {
    const { engine } = await livedIn([{ name: 'crm', specVersion: 1, export: async () => ({ id: 7 }) }]);
    const { consent, signals, entries, plugins } = await engine.privacy.export(ana);
    expect(consent).toMatchObject([{ purpose: 'marketing', granted: true }]);
    expect(signals).toMatchObject([{ type: 'Order Completed', itemId: 'item-1' }]);
    expect(entries.profile).toMatchObject([{ traits: { firstName: 'Ana-Lucia' } }]);
    expect(entries.exposure).toMatchObject([{ kind: 'list' }, { kind: 'message' }]);
    expect(entries.outbox?.map((row) => (row as { state: string }).state).sort()).toEqual(['pending', 'sent']);
    expect(entries.contact).toMatchObject([[{ campaign: 'hello' }, { campaign: 'hello' }]]);
    expect(plugins).toEqual({ crm: { id: 7 } });
    expect(JSON.parse(JSON.stringify({ consent, signals, entries }))).toEqual({ consent, signals, entries });
  });

  it('says which plugin failed', async () => {
    const { engine } = await livedIn([
      { name: 'crm', specVersion: 1, export: () => Promise.reject(new Error('down')) },
    ]);
    await expect(engine.privacy.export(ana)).rejects.toMatchObject({
      ...coded('PLUGIN_FAILED'),
      details: { plugin: 'crm' },
    });
  });
});

describe('erase', () => {
  it('leaves nothing but a nameless mark', async () => {
    const { engine, store } = await livedIn();
    expect(await everythingIn(store, collections)).toContain('Ana-Lucia');
    expect(await engine.privacy.erase(ana)).toMatchObject({ signals: 1, plugins: [] });
    expect(await everythingIn(store, collections)).not.toMatch(/ana/i);
    expect(await engine.tick()).toMatchObject({ sent: 0, suppressed: 0 });
    expect(await everythingIn(store, collections)).not.toMatch(/ana/i);
    expect(await engine.profileOf(ana)).toEqual({
      person: 'ana',
      userId: 'ana',
      anonymousIds: [],
      traits: {},
      counts: {},
      revenue: 0,
      computed: {},
    });
  });

  it('also when the disk was full while exposures were written', async () => {
    const right = memoryStore();
    const disk = { isFull: false };
    const store = beforeCommits(right, async ({ put }) => {
      await new Promise((resolve) => setImmediate(resolve));
      if (disk.isFull && put?.some(({ key }) => key.collection === COLLECTIONS.exposure)) {
        throw new SintoniaError('STORE_FULL', 'full');
      }
    });
    const { engine } = await testEngine({ store, plugins: [recommending] });
    await engine.recommend(ana);
    await engine.recommend({ userId: 'ben' });
    disk.isFull = true;
    const writing = engine.tick();
    await Promise.all([engine.privacy.erase(ana), expect(writing).rejects.toMatchObject(coded('STORE_FULL'))]);
    disk.isFull = false;
    await engine.tick();
    const left = await everythingIn(right, collections);
    expect(left).not.toContain('"ana"');
    expect(left).toContain('"ben"');
  });

  it('also when a message is being queued at that moment', async () => {
    const right = memoryStore();
    const elsewhere = await testEngine({ store: storeLike(right) });
    let erased = false;
    const store = beforeCommits(right, async ({ put }) => {
      if (erased || !put?.some(({ key }) => key.collection === COLLECTIONS.outbox)) return;
      erased = true;
      await elsewhere.engine.privacy.erase(ana);
    });
    const { engine } = await testEngine({ store });
    await engine.identify({ ...ana, traits: { email: 'ana@example.com' } });
    const { status, decision } = await engine.send({ ...ana, campaign: 'receipt', occasion: 'one' });
    expect(status).toBe('held');
    expect(decision.trace).toContainEqual({ rule: 'reachable', verdict: 'hold', because: 'noAddress' });
    expect(await everythingIn(right, collections)).not.toMatch(/ana@/);
  });

  it('tells plugins; when one fails it says so, and can be repeated', async () => {
    let isDown = true;
    const told: unknown[] = [];
    const crm: Plugin = {
      name: 'crm',
      specVersion: 1,
      erase: async (person) => {
        told.push(person);
        if (isDown) throw new Error('down');
      },
    };
    const { engine, store } = await livedIn([crm]);
    await expect(engine.privacy.erase(ana)).rejects.toMatchObject({
      ...coded('PLUGIN_FAILED'),
      details: { plugin: 'crm' },
    });
    expect(await everythingIn(store, collections)).not.toMatch(/ana/i);
    isDown = false;
    expect(await engine.privacy.erase(ana)).toMatchObject({ signals: 0, plugins: ['crm'] });
    expect(told).toEqual([ana, ana]);
  });
});
