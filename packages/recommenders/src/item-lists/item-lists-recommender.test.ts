import { DAY, type Interaction } from '@sintonia/spec';
import { fitContext, generateInteractions } from '@sintonia/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ItemListsRecommender } from './item-lists-recommender.js';

const NOW = Date.UTC(2026, 0, 1);

const take = (person: string, itemId: string, days = 0, weight = 1): Interaction => ({
  person,
  itemId,
  type: 'Order Completed',
  weight,
  timestamp: NOW - days * DAY,
});

async function learnt(interactions: readonly Interaction[], options = {}): Promise<ItemListsRecommender> {
  const recommender = new ItemListsRecommender(options);
  await recommender.fit(fitContext({ now: NOW, interactions }));
  return recommender;
}

const ask = (recommender: ItemListsRecommender, history: readonly Interaction[], limit = 100) =>
  recommender.recommend({
    person: 'ana',
    history,
    limit,
    now: NOW,
    allows: (item) => history.every(({ itemId }) => itemId !== item),
  });

/** The formula of the docstring, word by word. */
function bySlowHand(
  interactions: readonly Interaction[],
  [r, p, q, halfLife, least]: readonly [number, number, number, number, number],
) {
  const people = [...new Set(interactions.map(({ person }) => person))];
  const items = [...new Set(interactions.map(({ itemId }) => itemId))];
  const of = (person: string, itemId: string) =>
    interactions.filter((each) => each.person === person && each.itemId === itemId);
  const took = (person: string, itemId: string) => of(person, itemId).reduce((sum, { weight }) => sum + weight, 0) > 0;
  const age = (person: string, itemId: string) =>
    (NOW - Math.max(...of(person, itemId).map(({ timestamp }) => timestamp))) / DAY;
  const ofPerson = (person: string) => items.filter((itemId) => took(person, itemId)).length;
  const ofItem = (itemId: string) => people.filter((person) => took(person, itemId)).length;
  return (i: string, j: string) => {
    const shared = people.filter((person) => took(person, i) && took(person, j));
    if (shared.length === 0) return 0;
    const recency = (person: string) => Math.max(least, 0.5 ** (age(person, j) / halfLife));
    const sum = shared.reduce((total, each) => total + ofPerson(each) ** -r * recency(each), 0);
    return sum * ofItem(i) ** -p * ofItem(j) ** -q;
  };
}

describe('item lists', () => {
  it('are what the formula says', async () => {
    const person = fc.constantFrom('a', 'b', 'c', 'd');
    const item = fc.constantFrom('u', 'v', 'w', 'x', 'y');
    const some = fc.array(fc.tuple(person, item, fc.nat(300), fc.constantFrom(1, 1, 0.5, -0.5, -1)), { maxLength: 30 });
    const share = fc.constantFrom(0, 0.1, 1);
    await fc.assert(
      fc.asyncProperty(
        some,
        fc.constantFrom(0, 1),
        fc.constantFrom(0, 0.5),
        share,
        async (rows, r, q, leastRecency) => {
          const interactions = rows.map(([who, what, days, weight]) => take(who, what, days, weight));
          const halfLifeDays = 30;
          const options = { personExponent: r, seedExponent: 0.5, neighbourExponent: q, halfLifeDays, leastRecency };
          const recommender = await learnt(interactions, options);
          const expected = bySlowHand(interactions, [r, 0.5, q, halfLifeDays, leastRecency]);
          for (const i of ['u', 'v', 'w', 'x', 'y']) {
            for (const j of ['u', 'v', 'w', 'x', 'y'].filter((other) => other !== i)) {
              const list = recommender.similar(i, 9, () => true);
              const score = list.find(({ itemId }) => itemId === j)?.score ?? 0;
              // Kept in 16 bits, of the best of the list.
              expect(Math.abs(score - expected(i, j))).toBeLessThan(1e-5 + 2e-5 * (list[0]?.score ?? 0));
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('do not depend on the order in which interactions were collected', async () => {
    const interactions = [...generateInteractions({ count: 2_000, people: 60, items: 40, negative: 0 })];
    const there = await learnt(interactions, { halfLifeDays: Infinity, personExponent: 0 });
    const back = await learnt([...interactions].reverse(), { halfLifeDays: Infinity, personExponent: 0 });
    expect(back.snapshot()).toEqual(there.snapshot());
  });

  it('give every seed its reason, those turned down with a negative contribution', async () => {
    const shop = ['a', 'b', 'c'].flatMap((person) => ['cup', 'pot', 'tea', person].map((item) => take(person, item)));
    const recommender = await learnt(shop);
    const [best] = ask(recommender, [take('ana', 'cup'), take('ana', 'pot', 3, -1)], 1);
    expect(best?.itemId).toBe('tea');
    const [liked, disliked] = best?.reasons ?? [];
    expect(liked).toMatchObject({ kind: 'similarTo', itemId: 'cup' });
    expect(disliked).toMatchObject({ kind: 'similarTo', itemId: 'pot' });
    expect(disliked?.contribution).toBeCloseTo(-0.5 * (liked?.contribution ?? 0), 6);
  });

  it('never propose what only has things against it', async () => {
    const shop = ['a', 'b'].flatMap((person) => [take(person, 'cup'), take(person, 'pot')]);
    expect(ask(await learnt(shop), [take('ana', 'cup', 0, -1)])).toEqual([]);
  });

  it('count what is taken again, but less each time', async () => {
    const shop = ['a', 'b'].flatMap((person) => [take(person, 'cup'), take(person, 'pot')]);
    const recommender = await learnt(shop);
    const score = (times: number) =>
      ask(
        recommender,
        Array.from({ length: times }, () => take('ana', 'cup')),
      )[0]?.score;
    const [one, two, three] = [1, 2, 3].map((times) => score(times) ?? 0) as [number, number, number];
    expect(two).toBeGreaterThan(one);
    expect(three - two).toBeLessThan(two - one);
    expect(three - two).toBeGreaterThan(0);
  });

  it('let what is out of season give way', async () => {
    const shop = ['a', 'b'].flatMap((person) => [
      take(person, 'scarf', 1),
      take(person, 'sun cream', 180),
      take(person, 'tea', 5),
    ]);
    expect(ask(await learnt(shop), [take('ana', 'tea')]).map(({ itemId }) => itemId)).toEqual(['scarf', 'sun cream']);
  });

  it('look at the most recent items only of somebody with too many', async () => {
    const crawler = Array.from({ length: 100 }, (_, index) => take('crawler', `item-${index}`, index));
    const recommender = await learnt(crawler, { personLimit: 3 });
    expect(recommender.similar('item-0', 99, () => true).map(({ itemId }) => itemId)).toEqual(['item-1', 'item-2']);
    expect(recommender.similar('item-50', 99, () => true)).toEqual([]);
  });

  it('let a fit with nothing to learn forget the old model', async () => {
    const recommender = await learnt([take('a', 'cup'), take('a', 'pot')]);
    const report = await recommender.fit(fitContext({ now: NOW, interactions: [take('a', 'cup')] }));
    expect(report).toMatchObject({ people: 1, items: 1, interactions: 1, outcome: 'insufficientData' });
    expect(recommender.snapshot()).toBeUndefined();
  });

  it.each([
    ['listLength', 0],
    ['listLength', 1.5],
    ['personExponent', Number.NaN],
    ['neighbourExponent', 3],
    ['halfLifeDays', 0],
    ['leastRecency', 1.1],
    ['negativeShare', -1],
    ['personLimit', '7'],
  ])('refuse %s: %s', (field, value) => {
    expect(() => new ItemListsRecommender({ [field]: value })).toThrow(
      expect.objectContaining({ code: 'SINTONIA_OPTION_INVALID', field }),
    );
  });
});
