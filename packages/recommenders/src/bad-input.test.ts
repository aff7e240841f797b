import { type Interaction, isSintoniaError, type Recommender } from '@sintonia/spec';
import { fitContext, generateInteractions } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import {
  AutoRecommender,
  EaseRecommender,
  FactorsRecommender,
  GroupedPopularRecommender,
  ItemListsRecommender,
  PopularRecommender,
  SpectralRecommender,
} from './index.js';

const models: Readonly<Record<string, () => Recommender>> = {
  itemLists: () => new ItemListsRecommender(),
  ease: () => new EaseRecommender(),
  spectral: () => new SpectralRecommender(),
  factors: () => new FactorsRecommender({ rank: 16 }),
  auto: () => new AutoRecommender(),
  popular: () => new PopularRecommender(),
  popularByGroup: () => new GroupedPopularRecommender({ by: [{ context: 'country' }, { hourOfWeek: 'UTC' }] }),
};

const takes = (person: string, itemId: string, weight = 1): Interaction => ({
  person,
  itemId,
  type: 'Content Saved',
  weight,
  timestamp: Date.UTC(2025, 5),
});
const good = [...generateInteractions({ people: 60, items: 30, count: 600, seed: 3 })];
const wrongWeights = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -1, -1e300];

const odd: Readonly<Record<string, readonly Interaction[]>> = {
  nothing: [],
  'one person': ['a', 'b', 'c'].map((itemId) => takes('ana', itemId)),
  'one item': ['ana', 'bob', 'cy'].map((person) => takes(person, 'a')),
  'all duplicates': Array.from({ length: 500 }, () => takes('ana', 'a')),
  'more factors than items': [takes('ana', 'a'), takes('ana', 'b'), takes('bob', 'a'), takes('bob', 'b')],
  'weights that are none': [...good, ...wrongWeights.map((weight, at) => takes(`p${at}`, `i${at}`, weight))],
  'a person with 10^5 interactions': [
    ...good,
    ...Array.from({ length: 100_000 }, (_, at) => takes('crawler', `item-${at % 300}`)),
  ],
};

const ask = (model: Recommender, history: readonly Interaction[]) =>
  model.recommend({ person: 'ana', history, limit: 10, allows: () => true, now: Date.UTC(2026, 0) });

describe.each(Object.entries(models))('%s', (_name, make) => {
  it.each(Object.entries(odd))('takes %s, or says what is wrong', async (_, interactions) => {
    const model = make();
    try {
      const report = await model.fit?.(fitContext({ interactions }));
      expect(['fitted', 'insufficientData']).toContain(report?.outcome);
    } catch (error) {
      if (!isSintoniaError(error)) throw error;
      expect(error.code).not.toBe('SINTONIA_PLUGIN_FAILED');
    }
    for (const { score, reasons } of await ask(model, [takes('ana', 'a'), takes('ana', 'never heard of')])) {
      expect(Number.isFinite(score)).toBe(true);
      expect(reasons.length).toBeGreaterThan(0);
    }
  });

  it('keeps its model through an abort in the middle and a foreign snapshot', async () => {
    const model = make();
    await model.fit?.(fitContext({ interactions: good }));
    const before = await ask(model, good.slice(0, 5));
    expect(before.length).toBeGreaterThan(0);

    const abort = new AbortController();
    const interrupted = model.fit?.({
      ...fitContext({ abort: abort.signal }),
      async *interactions() {
        yield good.slice(0, 100);
        abort.abort();
        yield good.slice(100, 300);
      },
    });
    await expect(interrupted).rejects.toMatchObject({ code: 'SINTONIA_ABORTED' });

    for (const bytes of [new Uint8Array(), new Uint8Array(64).fill(7), new TextEncoder().encode('{"model":1}')]) {
      expect(() => model.restore?.(bytes)).toThrow(expect.objectContaining({ code: 'SINTONIA_SNAPSHOT_INVALID' }));
    }
    expect(await ask(model, good.slice(0, 5))).toEqual(before);
  });
});
