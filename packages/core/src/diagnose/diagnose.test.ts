import type { Engine, Plugin } from '@sintonia/spec';
import { fakeRecommender } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { learner } from '../models/learner.fixture.js';
import { testEngine } from '../test-engine.fixture.js';
import { variety } from './variety.js';

/** One that only makes lists: without campaigns there is nothing to leave. */
const listEngine = (options: Parameters<typeof testEngine>[0] = {}) => testEngine({ campaigns: {}, ...options });

const listing = (itemIds: string[], impersonal = true): Plugin => ({
  name: 'list',
  specVersion: 1,
  recommenders: [fakeRecommender({ itemIds, impersonal })],
});

const findingsOf = async (engine: Engine, userId?: string) =>
  (await engine.diagnose(userId === undefined ? undefined : { userId })).findings.map(({ finding }) => finding);

describe('diagnose finds', () => {
  it('an engine that has nothing to go by', async () => {
    const { engine } = await listEngine();
    expect(await findingsOf(engine)).toEqual(['noRecommender', 'noSignals']);
  });

  it('models that never learnt', async () => {
    const { engine } = await listEngine({ plugins: [learner().plugin] });
    await engine.collect({ userId: 'ana', type: 'Order Completed', itemId: 'mug' });
    expect(await findingsOf(engine)).toEqual(['neverFitted']);
    await engine.fit();
    expect(await findingsOf(engine)).toEqual([]);
  });

  it('a catalogue with nothing to offer, or with other ids', async () => {
    const { engine } = await listEngine({ plugins: [listing(['mug'])] });
    await engine.collect(['mug', 'pot', 'tea'].map((itemId) => ({ userId: 'ana', type: 'Product Viewed', itemId })));
    await engine.catalog.put([{ itemId: 'sku-1', available: false }]);
    expect(await findingsOf(engine)).toEqual(['nothingAvailable', 'idsDiffer']);
  });

  it('orders that name no item, but not pages', async () => {
    const { engine } = await listEngine({ plugins: [listing(['mug'])] });
    const slip = { userId: 'ana', type: 'Order Completed', item: 'mug' };
    await engine.collect([slip, { userId: 'ana', type: 'Page Viewed' }]);
    expect((await engine.diagnose()).findings).toMatchObject([
      { finding: 'noItems', severity: 'problem', facts: { signals: 1, withoutItem: 1 } },
    ]);
    const products = [{ product_id: 'mug' }];
    await engine.collect({ userId: 'ana', type: 'Order Completed', properties: { products } });
    expect(await findingsOf(engine)).toEqual([]);
  });

  it('lists that are the same for everyone', async () => {
    const { engine } = await listEngine({ plugins: [listing(['a', 'b', 'c'])] });
    const people = ['ana', 'ben', 'cleo', 'dan'];
    await engine.collect(people.map((userId) => ({ userId, type: 'Product Viewed', itemId: 'a' })));
    const { findings } = await engine.diagnose();
    expect(findings).toMatchObject([
      { finding: 'sameForEveryone', severity: 'problem', facts: { peopleAsked: 4, sameShare: 1 } },
    ]);
    expect(JSON.stringify(findings)).not.toMatch(/ana|ben/);
  });

  it('what stands between one person and a personal list', async () => {
    const { engine } = await listEngine({ plugins: [listing(['a'])] });
    await engine.collect([
      { userId: 'ana', type: 'Order Completed', itemId: 'a' },
      { userId: 'ben', type: 'Signed Up' },
      { userId: 'cleo', type: 'Product Viewed', itemId: 'x' },
    ]);
    await engine.privacy.withdraw({ userId: 'dan', purposes: ['personalisation'] });
    expect(await findingsOf(engine, 'ana')).toEqual(['emptyList']);
    expect(await findingsOf(engine, 'ben')).toEqual(['noItems', 'onlyPopular']);
    expect(await findingsOf(engine, 'cleo')).toEqual(['onlyPopular']);
    expect(await findingsOf(engine, 'dan')).toEqual(['noConsent', 'noHistory']);
    const { engine: heldOut } = await listEngine({ plugins: [listing(['a'])], holdout: 1 });
    expect(await findingsOf(heldOut, 'ana')).toEqual(['noSignals', 'noHistory', 'holdout']);
  });

  it('changes nothing, and counts as shown to nobody', async () => {
    const { engine } = await listEngine({ plugins: [listing(['a'])] });
    await engine.diagnose({ userId: 'ana' });
    expect((await engine.privacy.export({ userId: 'ana' })).entries.exposure).toEqual([]);
  });
});

it('variety is the share that lists have in common', () => {
  expect(
    variety([
      ['a', 'b'],
      ['a', 'b'],
    ]).sameShare,
  ).toBe(1);
  expect(
    variety([
      ['a', 'b'],
      ['a', 'c'],
    ]).sameShare,
  ).toBe(0.5);
  expect(variety([['a'], ['b'], ['a']]).sameShare).toBeCloseTo(1 / 3);
  expect(variety([['a']]).sameShare).toBe(0);
  expect(variety([[], []]).sameShare).toBe(0);
});
