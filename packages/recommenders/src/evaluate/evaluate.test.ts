import type { Interaction, Recommender, ReRanker, SourcedCandidate } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { AttributesRecommender, ItemListsRecommender, PopularRecommender } from '../index.js';
import { evaluate } from './evaluate.js';
import { splitRandom } from './split.js';

/** Even people take even items, odd people odd ones: half of the catalogue is right for everybody, the other half wrong. */
function checkerboard(people: number, items: number): Interaction[] {
  const all: Interaction[] = [];
  for (let person = 0; person < people; person++) {
    for (let item = person % 2; item < items; item += 2) {
      all.push({ person: `p${person}`, itemId: `i${item}`, type: 'Content Saved', weight: 1, timestamp: item });
    }
  }
  return all;
}

/** Knows the answer. */
const oracle = (test: ReadonlyMap<string, ReadonlySet<string>>): Recommender => ({
  name: 'oracle',
  specVersion: 1,
  recommend: ({ person }) =>
    [...(test.get(person) ?? [])].map((itemId) => ({
      itemId,
      score: 1,
      reasons: [{ kind: 'trending', contribution: 1 }],
    })),
});

const broken: ReRanker = {
  name: 'broken',
  specVersion: 1,
  rerank: () => {
    throw new Error('bug');
  },
};

describe('evaluate', () => {
  const split = splitRandom(checkerboard(40, 40), 0.25, 5);
  const run = () =>
    evaluate({
      split,
      k: 5,
      recommenders: {
        oracle: oracle(split.test),
        lists: new ItemListsRecommender(),
        popular: new PopularRecommender(),
      },
      segmentOf: (person) => (Number(person.slice(1)) % 2 === 0 ? 'even' : 'odd'),
      distance: (a, b) => (Number(a.slice(1)) % 2 === Number(b.slice(1)) % 2 ? 0 : 1),
      categoriesOf: (itemId) => [Number(itemId.slice(1)) % 2 === 0 ? 'even' : 'odd'],
    });

  it('gives perfect marks to who knows the answer, and to lists on a checkerboard', async () => {
    const { oracle: best, lists, popular } = await run();
    expect(best?.recall.mean).toBe(1);
    expect(best?.ndcg.mean).toBe(1);
    expect(lists?.recall.mean).toBe(1);
    expect(lists?.lists).toMatchObject({ intraListDistance: 0, coverage: 1 });
    expect(lists?.lists.miscalibration).toBeCloseTo(0);
    expect(popular?.recall.mean).toBeLessThan(0.8);
    expect(popular?.firstIsBetterBy?.recall.low).toBeGreaterThan(0);
  });

  it('reports each segment, which add up to all', async () => {
    const { popular } = await run();
    const segments = Object.values(popular?.segments ?? {});
    expect(segments.map(({ people }) => people)).toEqual([20, 20]);
    const mean = segments.reduce((sum, { recall, people }) => sum + recall * people, 0) / 40;
    expect(mean).toBeCloseTo(popular?.recall.mean ?? Number.NaN);
  });

  it('gives the same report again', async () => {
    expect(await run()).toEqual(await run());
  });

  it('tells of items, and measures lists as re-rankers order them', async () => {
    const items = Array.from({ length: 40 }, (_, at) => ({ itemId: `i${at}`, attributes: { side: at % 2, at } }));
    const told: number[] = [];
    const alike = new AttributesRecommender({ attributes: { side: 'category' } });
    const curious: Recommender = {
      name: 'curious',
      specVersion: 1,
      fit: async (context) => {
        for await (const page of context.items()) told.push(page.length);
        return alike.fit(context);
      },
      itemsChanged: ({ put }) => void told.push(put.length),
      recommend: (request) => alike.recommend(request),
    };
    const backwards: ReRanker = {
      name: 'backwards',
      specVersion: 1,
      pool: () => 40,
      rerank: (candidates, { itemOf, limit }) => {
        expect(limit).toBe(2);
        const sideOf = ({ itemId }: SourcedCandidate) => Number(itemOf(itemId)?.attributes?.at);
        return candidates.toSorted((a, b) => sideOf(b) - sideOf(a));
      },
    };
    const distance = (a: string, b: string) => Math.abs(Number(a.slice(1)) - Number(b.slice(1))) / 40;
    const plain = await evaluate({ split, k: 2, items, distance, recommenders: { curious } });
    expect(told).toEqual([40, 40]);
    expect(plain.curious?.hitRate.mean).toBe(1);
    const ordered = await evaluate({ split, k: 2, items, distance, recommenders: { curious }, rerankers: [backwards] });
    const withinOf = ({ curious: list }: typeof plain) => list?.lists.intraListDistance as number;
    // The highest two of a side lie beside each other more often than the first two by id.
    expect(withinOf(ordered)).toBeLessThan(withinOf(plain));
    await expect(
      evaluate({ split, recommenders: { popular: new PopularRecommender() }, rerankers: [broken] }),
    ).rejects.toThrow('bug');
  });

  it('has nothing to say about nobody', async () => {
    const report = await evaluate({
      split: { train: [], test: new Map() },
      recommenders: { popular: new PopularRecommender() },
    });
    expect(report.popular).toMatchObject({
      people: 0,
      recall: { mean: 0 },
      lists: { coverage: 0, gini: 0, novelty: 0 },
    });
  });
});
