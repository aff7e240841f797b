import type { Interaction, Item, Towards } from '@sintonia/spec';
import { fitContext, recommenderSuite } from '@sintonia/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributes } from '../attributes/attributes.js';
import { metricNamed, metricNames } from './metric.js';
import { MetricRecommender } from './metric-recommender.js';

recommenderSuite('attributes by Euclidean distance', { create: () => new MetricRecommender({ metric: 'euclidean' }) });
recommenderSuite('attributes by Canberra distance', { create: () => new MetricRecommender({ metric: 'canberra' }) });

const NOW = Date.UTC(2026, 0, 1);
const took = (itemId: string, weight = 1): Interaction => ({
  ...{ person: 'ana', itemId, type: 'Content Played', weight, timestamp: NOW },
});

/** Tracks a to t, from calm to loud. */
const tracks: readonly Item[] = [...'abcdefghijklmnopqrst'].map((itemId, at) => ({
  itemId,
  attributes: { energy: at / 10, genre: at % 2 ? 'jazz' : 'rock', since: `20${10 + (at % 3)}-01-01` },
}));

async function fitted(options: ConstructorParameters<typeof MetricRecommender>[0], items = tracks) {
  const recommender = new MetricRecommender(options);
  const report = await recommender.fit(fitContext({ items, now: NOW }));
  const list = (history: readonly Interaction[], towards?: Towards) => {
    const allows = (itemId: string) => !history.some((each) => each.itemId === itemId);
    return recommender.recommend({ person: 'ana', history, limit: 20, allows, now: NOW, ...(towards && { towards }) });
  };
  return { recommender, report, list };
}

/** Rows as a space makes them: each number from 0.01 to 1.01, and columns of categories. */
const row = (length: number) =>
  fc
    .array(fc.oneof(fc.double({ min: 0.01, max: 1.01, noNaN: true }), fc.constantFrom(0.01, 1.01)), {
      minLength: length,
      maxLength: length,
    })
    .map((each) => Float64Array.from(each));

describe.each(metricNames)('%s', (name) => {
  it('is nowhere below 0 nor no number, and nearest to the same', () => {
    const metric = metricNamed(name);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }).chain((length) => fc.tuple(row(length), row(length))),
        ([one, other]) => {
          const [same, apart] = [metric(one, one), metric(one, other)];
          expect(Number.isNaN(apart)).toBe(false);
          expect(apart).toBeGreaterThanOrEqual(0);
          // Some are roots of differences that round to 1e-16 where they should be 0.
          expect(same).toBeLessThanOrEqual(apart + 1e-7);
        },
      ),
    );
  });

  it('finds what is near', async () => {
    const { recommender } = await fitted({
      metric: name as 'euclidean',
      attributes: { energy: 'number', genre: 'category' },
    });
    const near = recommender.similar('k', 2, () => true).map(({ itemId }) => itemId);
    expect(near.every((each) => 'acegimoqs'.includes(each))).toBe(true);
    expect(near.sort()).toEqual(['i', 'm']);
  });
});

describe('attributes by a metric', () => {
  it('say which of the person’s items had which part in a score', async () => {
    const { list } = await fitted({ metric: 'manhattan' });
    const letter = fc.constantFrom(...tracks.map(({ itemId }) => itemId));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(letter, fc.constantFrom(1, 2, -1)), { maxLength: 6 }), async (pairs) => {
        for (const { score, reasons } of await list(pairs.map(([itemId, weight]) => took(itemId, weight)))) {
          expect(reasons.every(({ kind }) => kind === 'similarTo')).toBe(true);
          expect(reasons.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(score, 10);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('go towards less, more or a value, and away from what was turned down', async () => {
    const { recommender, list } = await fitted({ metric: 'euclidean', attributes: { energy: 'number' } });
    const first = (towards: Towards) => recommender.similar('k', 1, () => true, towards)[0]?.itemId as string;
    expect(first({ energy: 'less' }) < 'f').toBe(true);
    expect(first({ energy: 'more' }) > 'o').toBe(true);
    expect(first({ energy: 0.2 })).toBe('c');
    expect(first({ mood: 'less' })).toMatch(/[jl]/);
    const ids = (await list([took('k'), took('j', -1)])).map(({ itemId }) => itemId);
    expect(ids.indexOf('m')).toBeLessThan(ids.indexOf('i'));
  });

  it('take new, changed and removed items in at once', async () => {
    const { recommender, list } = await fitted({ metric: 'euclidean', attributes: { energy: 'number' } });
    await recommender.itemsChanged({ put: [{ itemId: 'new', attributes: { energy: 1.01 } }], removed: ['j'] });
    expect((await list([took('k')])).slice(0, 2).map(({ itemId }) => itemId)).toEqual(['new', 'l']);
  });

  it('cope with missing, unknown and absurd values, and leave out what nothing is known of', async () => {
    const odd: Item[] = [
      ...tracks,
      { itemId: 'nothing' },
      { itemId: 'null', attributes: { energy: null, genre: [] } },
      { itemId: 'text', attributes: { energy: 'loud' } },
      { itemId: 'huge', attributes: { energy: 1e308 } },
      { itemId: 'proto', attributes: JSON.parse('{"__proto__":3,"genre":"__proto__"}') },
    ];
    for (const metric of metricNames) {
      const { list } = await fitted(
        { metric: metric as 'euclidean', attributes: { energy: 'number', genre: 'category' } },
        odd,
      );
      const found = await list([took('k'), took('nothing')]);
      expect(found.map(({ itemId }) => itemId)).not.toContain('nothing');
      expect(found.every(({ score }) => Number.isFinite(score) && score > 0)).toBe(true);
    }
    const same = tracks.map(({ itemId }) => ({ itemId, attributes: { energy: 1 } }));
    expect((await fitted({ metric: 'euclidean' }, same)).report.outcome).toBe('insufficientData');
  });

  it('are for small catalogues', async () => {
    const many = Array.from({ length: 20_001 }, (_, at) => ({ itemId: `i${at}`, attributes: { x: at } }));
    const tooLarge = expect.objectContaining({
      code: 'SINTONIA_MODEL_TOO_LARGE',
      details: { items: 20_001, most: 20_000, take: 'attributes() without metric' },
    });
    await expect(fitted({ metric: 'euclidean' }, many)).rejects.toThrow(tooLarge);
    const recommender = new MetricRecommender({ metric: 'euclidean' });
    expect(() => recommender.estimate({ people: 1, items: 20_001, interactions: 1 })).toThrow(tooLarge);
  });
});

it.each(['cosine', 'innerProduct', 'minkowski', 'toString', '__proto__', 3])('there is no metric %s', (metric) => {
  expect(() => attributes({ metric: metric as 'euclidean' })).toThrow(
    expect.objectContaining({ code: 'SINTONIA_OPTION_INVALID', field: 'metric' }),
  );
});

it('gower is what attributes do by themselves', () => {
  const [near] = attributes({ metric: 'gower' }).recommenders ?? [];
  expect(near?.constructor.name).toBe('AttributesRecommender');
});
