import type { Interaction, Item, JsonObject, Towards } from '@sintonia/spec';
import { fitContext, recommenderSuite } from '@sintonia/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttributesOptions } from './attribute-options.js';
import { AttributesRecommender } from './attributes-recommender.js';

recommenderSuite('attributes', { create: () => new AttributesRecommender() });

const NOW = Date.UTC(2025, 0);
const itemsOf = (attributes: Readonly<Record<string, JsonObject>>): Item[] =>
  Object.entries(attributes).map(([itemId, each]) => ({ itemId, attributes: each }));
const took = (itemId: string, weight = 1): Interaction => ({
  person: 'ana',
  itemId,
  type: 'Content Played',
  weight,
  timestamp: NOW,
});

async function fittedTo(items: readonly Item[], options: AttributesOptions = {}) {
  const recommender = new AttributesRecommender(options);
  const report = await recommender.fit(fitContext({ items, now: NOW }));
  const list = async (history: readonly Interaction[], towards?: Towards) => {
    const has = new Set(history.map(({ itemId }) => itemId));
    const allows = (itemId: string) => !has.has(itemId);
    return recommender.recommend({ person: 'ana', history, limit: 20, allows, now: NOW, ...(towards && { towards }) });
  };
  const ids = async (...asked: Parameters<typeof list>) => (await list(...asked)).map(({ itemId }) => itemId);
  return { recommender, report, list, ids };
}

/** Tracks a to t, from calm to loud. */
const tracks = itemsOf(
  Object.fromEntries(
    [...'abcdefghijklmnopqrst'].map((letter, at) => [
      letter,
      { energy: at / 10, genre: at % 2 ? 'jazz' : 'rock', tempo: 60 + ((at * 7) % 20) * 5 },
    ]),
  ),
);

describe('attributes', () => {
  it('finds what is near in numbers, by rank, and of the same kind', async () => {
    const { ids } = await fittedTo(tracks, { attributes: { energy: 'number' } });
    expect((await ids([took('e')])).slice(0, 2).sort()).toEqual(['d', 'f']);
    const mixed = await fittedTo(tracks, { attributes: { energy: 'number', genre: { kind: 'category', weight: 5 } } });
    expect((await mixed.ids([took('e')])).slice(0, 2).sort()).toEqual(['c', 'g']);
  });

  it('goes by ranks: the same whatever the unit, and whatever outliers do', async () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 0, max: 1e6 }), { minLength: 5, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(numbers, fc.nat(4), async (values, chosen) => {
        const order = values.toSorted((a, b) => a - b);
        const at = async (map: (value: number) => number) => {
          const items = values.map((value) => ({ itemId: `i${order.indexOf(value)}`, attributes: { x: map(value) } }));
          const { list } = await fittedTo(items, { attributes: { x: 'number' } });
          return (await list([took(`i${chosen}`)])).map(({ itemId, score }) => [itemId, score.toFixed(6)]);
        };
        expect(await at((value) => 1_000 * value + 7)).toEqual(await at((value) => value));
        expect(await at((value) => (value === order.at(-1) ? 1e15 : value))).toEqual(await at((value) => value));
      }),
      { numRuns: 40 },
    );
  });

  it('takes what was turned down into account', async () => {
    const { ids } = await fittedTo(tracks, { attributes: { genre: 'category', energy: 'number' } });
    const both = await ids([took('e'), took('d', -3)]);
    expect(both.indexOf('d')).toBe(-1);
    expect(both[0]).toMatch(/[cg]/);
  });

  it('goes towards less, more or a value', async () => {
    const { ids, recommender } = await fittedTo(tracks, { attributes: { energy: 'number' } });
    const like = (towards?: Towards) =>
      recommender
        .similar('k', 2, () => true, towards)
        .map(({ itemId }) => itemId)
        .sort()
        .join('');
    expect(like()).toBe('jl');
    expect(like({ energy: 'less' })).toBe('fg');
    expect(like({ energy: 'more' })).toBe('op');
    expect(like({ energy: 0 })).toBe('ab');
    expect((await ids([took('k')], { energy: 1.9 })).slice(0, 1)).toEqual(['t']);
    expect(like({ mood: 'less' })).toBe('jl');
  });

  it('says which attribute spoke for an item, and how much', async () => {
    const { list } = await fittedTo(tracks, { attributes: { genre: 'category', energy: 'number' } });
    const [best] = await list([took('e')]);
    expect(best?.reasons).toContainEqual({
      kind: 'attribute',
      attribute: 'genre',
      value: 'rock',
      contribution: expect.any(Number),
    });
    expect(best?.reasons).toContainEqual({
      kind: 'attribute',
      attribute: 'energy',
      value: expect.stringMatching(/^[\d.]+ – [\d.]+$/),
      contribution: expect.any(Number),
    });
    expect(best?.reasons.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(best?.score ?? 0, 12);
  });

  it('counts several values, dates, and rare values more than common ones', async () => {
    const items = itemsOf({
      seed: { tags: ['pop', 'harp'], year: '2020-01-01' },
      harp: { tags: ['harp'], year: '1990-05-05' },
      pop: { tags: ['pop'], year: '1990-05-05' },
      near: { tags: ['x'], year: '2019-12-01' },
      far: { tags: ['x', 'pop'], year: '1950-01-01' },
    });
    const tags = await fittedTo(items, { attributes: { tags: 'category' } });
    expect(await tags.ids([took('seed')])).toEqual(['harp', 'pop', 'far']);
    const year = await fittedTo(items, { attributes: { year: 'date' } });
    expect((await year.ids([took('seed')]))[0]).toBe('near');
  });

  it('finds by itself what there is to compare, and leaves names out', async () => {
    const items = Array.from({ length: 40 }, (_, at) => ({
      itemId: `i${at}`,
      attributes: {
        name: `Thing ${at}`,
        price: at,
        kind: at % 3 ? 'a' : 'b',
        since: `20${10 + (at % 9)}-01-01`,
        same: 1,
        odd: null,
      },
    }));
    const { report } = await fittedTo(items);
    expect(report.details).toEqual({ attributes: ['kind', 'price', 'since'] });
  });
});

describe('new, changed and removed items', () => {
  it('count at once, and outlast a fit and a restore of older items', async () => {
    const { recommender, ids } = await fittedTo(tracks, { attributes: { energy: 'number' } });
    const before = recommender.snapshot() as Uint8Array;
    await recommender.itemsChanged({
      put: [
        { itemId: 'new', attributes: { energy: 0.45 } },
        { itemId: 'd', attributes: { energy: 1.9 } },
      ],
      removed: ['f'],
    });
    const nearest = async () => (await ids([took('e')])).slice(0, 4);
    const holdsNews = (list: readonly string[]) => list.includes('new') && !list.includes('d') && !list.includes('f');
    expect(await nearest()).toSatisfy(holdsNews);
    recommender.restore(before);
    expect(await nearest()).toSatisfy(holdsNews);
    await recommender.fit(fitContext({ items: tracks, now: NOW }));
    expect(await nearest()).toSatisfy(holdsNews);
  });
});

describe('odd attributes', () => {
  it.each<[string, readonly Item[], string]>([
    ['no items', [], 'insufficientData'],
    ['items without attributes', [{ itemId: 'a' }, { itemId: 'b' }], 'insufficientData'],
    ['a constant attribute', itemsOf({ a: { x: 1 }, b: { x: 1 } }), 'insufficientData'],
    [
      'missing, wrong and absurd values',
      itemsOf({ a: { x: 1 }, b: { x: 'text' }, c: { x: null }, d: { x: 1e308 }, e: {}, f: { x: [] } }),
      'fitted',
    ],
    [
      '__proto__',
      [
        { itemId: 'a', attributes: JSON.parse('{"__proto__":"x"}') },
        { itemId: 'b', attributes: { y: 'z' } },
      ],
      'fitted',
    ],
  ])('%s', async (_, items, outcome) => {
    const declared: AttributesOptions = outcome === 'fitted' ? { attributes: { x: 'number', y: 'category' } } : {};
    const { report, list } = await fittedTo(items, declared);
    expect(report.outcome).toBe(outcome);
    for (const { score } of await list([took('a')])) expect(Number.isFinite(score)).toBe(true);
  });

  it('a value that was not there when it was learnt counts as missing', async () => {
    const { recommender, ids } = await fittedTo(tracks, { attributes: { genre: 'category' } });
    await recommender.itemsChanged({ put: [{ itemId: 'new', attributes: { genre: 'polka' } }], removed: [] });
    expect(await ids([took('new')])).toEqual([]);
  });
});

it.each<[object, string]>([
  [{ attributes: { x: 'text' } }, 'attributes.x.kind'],
  [{ attributes: { x: { kind: 'number', weight: 0 } } }, 'attributes.x.weight'],
  [{ attributes: { x: { kind: 'number', wieght: 1 } } }, 'attributes.x.wieght'],
  [{ attributes: [] }, 'attributes'],
  [{ personLimit: 0 }, 'personLimit'],
])('refuses %j', (options, field) => {
  expect(() => new AttributesRecommender(options as AttributesOptions)).toThrow(
    expect.objectContaining({ code: 'SINTONIA_OPTION_INVALID', field }),
  );
});
