import type { Interaction } from '@sintonia/spec';
import { fitContext, generateInteractions } from '@sintonia/testing';
import { expect, it } from 'vitest';
import { EaseRecommender } from './ease-recommender.js';

const interactions = [...generateInteractions({ people: 60, items: 25, count: 600, negative: 0 })];

/** Gauss and Jordan, as in any textbook. */
function inverse(matrix: number[][]): number[][] {
  const size = matrix.length;
  const rows = matrix.map((row, at) => [...row, ...row.map((_, column) => (column === at ? 1 : 0))]);
  for (let pivot = 0; pivot < size; pivot++) {
    const row = rows[pivot] as number[];
    const by = row[pivot] as number;
    for (let column = 0; column < 2 * size; column++) row[column] = (row[column] as number) / by;
    rows.forEach((other, at) => {
      const factor = other[pivot] as number;
      if (at === pivot) return;
      for (let column = 0; column < 2 * size; column++) {
        other[column] = (other[column] as number) - factor * (row[column] as number);
      }
    });
  }
  return rows.map((row) => row.slice(size));
}

/** The formula of the docstring, word by word. */
function bySlowHand(data: readonly Interaction[], lambda: number, d: number, a: number, b: number) {
  const people = [...new Set(data.map(({ person }) => person))];
  const items = [...new Set(data.map(({ itemId }) => itemId))].sort();
  const took = people.map(
    (person) => new Set(data.filter((each) => each.person === person).map((each) => each.itemId)),
  );
  const ofItem = items.map((item) => took.filter((set) => set.has(item)).length);
  const x = took.map((set) =>
    items.map((item, at) => (set.has(item) ? set.size ** -a * (ofItem[at] as number) ** -b : 0)),
  );
  const gram = items.map((_, i) =>
    items.map((__, j) => x.reduce((sum, row) => sum + (row[i] as number) * (row[j] as number), 0)),
  );
  const mean = gram.reduce((sum, row, at) => sum + (row[at] as number), 0) / items.length;
  const p = inverse(gram.map((row, i) => row.map((v, j) => (i === j ? v + lambda * mean + d * v : v))));
  return (one: string, other: string) => {
    const [i, j] = [items.indexOf(one), items.indexOf(other)];
    return ((ofItem[i] as number) ** -b * -(p[i]?.[j] as number)) / (p[j]?.[j] as number);
  };
}

it.each([
  [1, 0, 0, 0],
  [4, 0.5, 0.25, 0.25],
])(
  'is what the formula says: λ %d, d %d, a %d, b %d',
  async (regularisation, denoising, personExponent, itemExponent) => {
    const recommender = new EaseRecommender({ regularisation, denoising, personExponent, itemExponent });
    await recommender.fit(fitContext({ interactions }));
    const expected = bySlowHand(interactions, regularisation, denoising, personExponent, itemExponent);
    const ask = (itemId: string) => recommender.similar(itemId, 99, () => true);
    for (const itemId of new Set(interactions.map((each) => each.itemId))) {
      const [best] = ask(itemId);
      for (const other of ask(itemId)) {
        expect(Math.abs(other.score - expected(itemId, other.itemId))).toBeLessThan(1e-4 * (best?.score ?? 1));
      }
    }
  },
);

it('knows what speaks against an item', async () => {
  const recommender = new EaseRecommender({ regularisation: 0.1, denoising: 0 });
  await recommender.fit(fitContext({ interactions }));
  const history = interactions.slice(0, 8);
  const list = recommender.recommend({ person: 'ana', history, limit: 25, allows: () => true, now: 0 });
  expect(list.flatMap(({ reasons }) => reasons).some(({ contribution }) => contribution < 0)).toBe(true);
});

it('refuses a catalogue that is too large, names what to take instead, and keeps the model', async () => {
  const recommender = new EaseRecommender({ mostItems: 25 });
  await recommender.fit(fitContext({ interactions }));
  const before = recommender.snapshot();
  const more = [...generateInteractions({ people: 60, items: 200, count: 600 })];
  await expect(recommender.fit(fitContext({ interactions: more }))).rejects.toMatchObject({
    code: 'SINTONIA_MODEL_TOO_LARGE',
    message: expect.stringContaining('itemLists()'),
  });
  expect(recommender.snapshot()).toEqual(before);
  expect(() => recommender.estimate({ people: 60, items: 200, interactions: 600 })).toThrow(/up to 25 items/);
});
