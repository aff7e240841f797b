import type { Interaction } from '@sintonia/spec';
import { fitContext, generateInteractions } from '@sintonia/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ItemListsRecommender } from './item-lists-recommender.js';

const shop = [...generateInteractions({ people: 40, items: 20, count: 500, negative: 0.1 })];
const later = [...generateInteractions({ seed: 2, people: 60, items: 20, count: 300, negative: 0.1 })];

async function learnt(interactions: readonly Interaction[], options = {}) {
  const recommender = new ItemListsRecommender({ updatable: true, ...options });
  await recommender.fit(fitContext({ interactions }));
  return recommender;
}

describe('updates of item lists', () => {
  it('leave no trace of what came and went, whatever the weighing', async () => {
    const weighing = fc.constantFrom({}, { equalSay: true }, { preset: 'bm25' }, { personLimit: 5 });
    await fc.assert(
      fc.asyncProperty(fc.subarray(later, { minLength: 1 }), fc.nat(100), weighing, async (some, split, options) => {
        const recommender = await learnt(shop, options);
        const before = recommender.snapshot();
        const half = Math.floor((some.length * split) / 100);
        await recommender.update({ added: some.slice(0, half) });
        await recommender.update({ added: some.slice(half), removed: some.slice(0, half) });
        await recommender.update({ removed: some.slice(half) });
        expect(recommender.snapshot()).toEqual(before);
      }),
      { numRuns: 25 },
    );
  });

  it('give what a fit of everything gives, where popularity has no say', async () => {
    // Whole sums, so that people may come in another order.
    const options = { personExponent: 0, seedExponent: 0, neighbourExponent: 0, halfLifeDays: Infinity };
    const recommender = await learnt(shop, options);
    const gone = shop.slice(0, 40);
    const { people, lists } = await recommender.update({ added: later, removed: gone });
    const now = [...shop.slice(40), ...later];
    expect(people).toBeGreaterThan(30);
    expect(lists).toBe(new Set(now.map(({ itemId }) => itemId)).size);
    expect(recommender.snapshot()).toEqual((await learnt(now, options)).snapshot());
  });

  it('make only those lists anew that somebody who changed has', async () => {
    const recommender = await learnt(shop);
    const [one] = shop as [Interaction];
    const theirs = new Set(shop.filter(({ person }) => person === one.person).map(({ itemId }) => itemId));
    const { people, lists } = await recommender.update({ removed: [one] });
    expect(people).toBe(1);
    expect(lists).toBeLessThanOrEqual(theirs.size);
  });

  it('say what they could not use, and change nothing then', async () => {
    const recommender = await learnt(shop);
    const before = recommender.snapshot();
    const [one] = shop as [Interaction];
    const report = await recommender.update({
      added: [
        { ...one, itemId: 'never seen' },
        { ...one, weight: Number.NaN },
      ],
      removed: [{ ...one, person: 'nobody' }],
    });
    expect(report).toEqual({ people: 0, lists: 0, unknown: 3 });
    expect(recommender.snapshot()).toEqual(before);
  });

  it('that were aborted are made up for by the next', async () => {
    const recommender = await learnt(shop);
    const before = recommender.snapshot();
    await expect(recommender.update({ added: later }, AbortSignal.abort())).rejects.toMatchObject({
      code: 'SINTONIA_ABORTED',
    });
    expect(recommender.snapshot()).toEqual(before);
    await recommender.update({});
    const other = await learnt(shop);
    await other.update({ added: later });
    expect(recommender.snapshot()).toEqual(other.snapshot());
  });

  it('need to be asked for', async () => {
    const recommender = await learnt(shop, { updatable: false });
    await expect(recommender.update({ added: later })).rejects.toMatchObject({ code: 'SINTONIA_OPTION_INVALID' });
  });
});
