import type { ReRanker, SourcedCandidate } from '@sintonia/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intraListDistance, miscalibration } from '../evaluate/list-metrics.js';
import { likeness } from './likeness.js';
import { ListReRanker } from './list-re-ranker.js';
import { idsOf, ranked, took } from './re-rank.fixture.js';
import type { ReRankOptions } from './re-rank-options.js';
import { valuesOf } from './values-of.js';

const genres = (...names: string[]) => names.map((genre) => ({ genre }));
const order = (reranker: ReRanker, { candidates, request }: ReturnType<typeof ranked>) =>
  reranker.rerank(candidates, request);

describe('a re-ranked list', () => {
  const name = fc.constantFrom('rock', 'jazz', 'folk');
  const options = fc.record<ReRankOptions>(
    {
      boosts: fc.array(
        fc.record({ name: fc.constant('b'), where: genre(name), by: fc.double({ min: 0, max: 5, noNaN: true }) }),
        { maxLength: 2 },
      ),
      quotas: fc.array(
        fc.record({
          name: fc.constant('q'),
          where: genre(name),
          atLeast: fc.nat(2),
          atMost: fc.integer({ min: 2, max: 9 }),
        }),
        { maxLength: 2 },
      ),
      diversity: fc.record({
        attributes: fc.constant(['genre', 'mood'] as const),
        strength: fc.double({ min: 0, max: 0.5, noNaN: true }),
      }),
      calibration: fc.record({
        attribute: fc.constant('genre'),
        strength: fc.double({ min: 0, max: 0.5, noNaN: true }),
      }),
      spread: fc.constant([{ attribute: 'genre', most: 2 }]),
      exploration: fc.record({ share: fc.double({ min: 0, max: 1, noNaN: true }) }),
    },
    { requiredKeys: [] },
  );
  const items = fc.array(fc.record({ genre: name, mood: fc.subarray(['calm', 'loud']) }, { requiredKeys: [] }), {
    maxLength: 20,
  });

  it('is never short, holds nothing twice, and its reasons add up to its scores, whatever the options', () => {
    fc.assert(
      fc.property(options, items, fc.integer({ min: 1, max: 12 }), fc.nat(), (chosen, attributes, limit, seed) => {
        const list = order(
          new ListReRanker(chosen),
          ranked(attributes, { limit, seed, history: [took('a', 2), took('b', -1)] }),
        );
        expect(list).toHaveLength(Math.min(limit, attributes.length));
        expect(new Set(list.map(({ itemId }) => itemId)).size).toBe(list.length);
        for (const { score, reasons, propensity = 1 } of list) {
          expect(reasons.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(score, 9);
          expect(propensity).toBeGreaterThan(0);
          expect(propensity).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('keeps the order where nothing speaks against it', () => {
    fc.assert(
      fc.property(items, (attributes) => {
        const all = ranked(attributes, { limit: 20 });
        const nothing = new ListReRanker({ diversity: { attributes: ['genre'], strength: 0 } });
        expect(idsOf(order(nothing, all))).toBe(idsOf(all.candidates));
      }),
    );
  });
});

describe('quotas', () => {
  it('give places to what meets them, no earlier than needed, and say so', () => {
    const all = ranked(genres('rock', 'rock', 'rock', 'rock', 'jazz', 'jazz'), { limit: 4 });
    const quotas = [{ name: 'some jazz', where: { attribute: 'genre', is: 'jazz' }, atLeast: 2 }] as const;
    const list = order(new ListReRanker({ quotas }), all);
    expect(idsOf(list)).toBe('abef');
    expect(list[3]?.reasons.at(-1)).toEqual({ kind: 'quota', rule: 'some jazz', contribution: 0 });
    expect(list[0]?.reasons).toHaveLength(1);
  });

  it('hold back what is enough', () => {
    const all = ranked(genres('rock', 'rock', 'rock', 'jazz', 'jazz'), { limit: 3 });
    const quotas = [{ name: 'little rock', where: { attribute: 'genre', is: 'rock' }, atMost: 1 }] as const;
    expect(idsOf(order(new ListReRanker({ quotas }), all))).toBe('ade');
  });

  it('are kept whenever the candidates allow', () => {
    const list = fc.array(fc.constantFrom('rock', 'jazz', 'folk'), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(list, fc.integer({ min: 4, max: 10 }), fc.nat(2), fc.nat(2), (names, limit, jazz, folk) => {
        const quotas = [
          { name: 'jazz', where: { attribute: 'genre', is: 'jazz' }, atLeast: jazz },
          { name: 'folk', where: { attribute: 'genre', is: 'folk' }, atLeast: folk },
        ] as const;
        const all = ranked(genres(...names), { limit });
        const shown = order(new ListReRanker({ quotas }), all).map(
          ({ itemId }) => all.catalog.get(itemId)?.attributes?.genre,
        );
        for (const { name, atLeast } of quotas) {
          const there = names.filter((each) => each === name).length;
          expect(shown.filter((each) => each === name).length).toBeGreaterThanOrEqual(Math.min(atLeast, there));
        }
      }),
    );
  });

  it.each<[ReRankOptions, string, string]>([
    [
      {
        quotas: [
          { name: 'a', where: { attribute: 'x', is: 1 }, atLeast: 3 },
          { name: 'b', where: { attribute: 'x', is: 1 }, atMost: 2 },
        ],
      },
      'quotas[0].atLeast',
      'quotas[1].atMost',
    ],
    [
      { quotas: [{ name: 'a', where: { attribute: 'x', is: 1 }, atLeast: 3, atMost: 2 }] },
      'quotas[0].atLeast',
      'quotas[0].atMost',
    ],
    [
      {
        quotas: [
          { name: 'a', where: { any: [{ attribute: 'x', is: 1 }] }, atMost: 2 },
          {
            name: 'b',
            where: {
              all: [
                { attribute: 'y', is: 2 },
                { is: 1, attribute: 'x' },
              ] as never,
            },
            atLeast: 3,
          },
        ],
      },
      'quotas[1].atLeast',
      'quotas[0].atMost',
    ],
    [
      {
        quotas: [{ name: 'a', where: { attribute: 'brand', is: 'acme' }, atLeast: 3 }],
        spread: [{ attribute: 'brand', most: 2 }],
      },
      'quotas[0].atLeast',
      'spread[0].most',
    ],
  ])('that contradict each other are refused, and both named: %#', (options, field, other) => {
    expect(() => new ListReRanker(options)).toThrow(
      expect.objectContaining({
        code: 'SINTONIA_OPTION_INVALID',
        field,
        details: { contradicts: other },
        message: expect.stringContaining(other),
      }),
    );
  });
});

it('spread lets no more than so many of the same in', () => {
  const all = ranked(genres('x', 'x', 'x', 'y', 'z'), { limit: 4 });
  expect(idsOf(order(new ListReRanker({ spread: [{ attribute: 'genre', most: 1 }] }), all))).toBe('adeb');
});

it('boosts multiply scores, and change the order', () => {
  const boosts = [{ name: 'own label', where: { attribute: 'genre', is: 'jazz' }, by: 1.8 }] as const;
  const list = order(new ListReRanker({ boosts }), ranked(genres('rock', 'rock', 'jazz')));
  expect(idsOf(list)).toBe('cab');
  expect(list[0]?.score).toBeCloseTo(1.2);
  expect(list[0]).toMatchObject({ reasons: [{}, { kind: 'boosted', rule: 'own label' }] });
});

it('novelty brings what few took earlier, and nothing else', () => {
  const took = [900, 800, 3, 'many', Number.MAX_VALUE].map((people) => ({ people }));
  const novelty = { attribute: 'people', strength: 0.3 };
  expect(idsOf(order(new ListReRanker({ novelty }), ranked(took.slice(0, 3))))).toBe('cab');
  expect(idsOf(order(new ListReRanker({ novelty: { ...novelty, strength: 0 } }), ranked(took)))).toBe('abcde');
  // What says nothing is nobody's; where all are alike, nothing changes.
  expect(idsOf(order(new ListReRanker({ novelty }), ranked(took.slice(2, 4))))).toBe('ba');
  expect(idsOf(order(new ListReRanker({ novelty }), ranked([{}, {}, {}])))).toBe('abc');
});

it('diversity puts unlike things next to each other', () => {
  const all = ranked(genres('a', 'a', 'a', 'b', 'b', 'c'), { limit: 3 });
  const distance = (a: string, b: string) =>
    1 - likeness([valuesOf(all.catalog.get(a), 'genre')], [valuesOf(all.catalog.get(b), 'genre')]);
  const list = order(new ListReRanker({ diversity: { attributes: ['genre'], strength: 0.7 } }), all);
  expect(idsOf(list)).toBe('adf');
  expect(intraListDistance([...idsOf(list)], distance)).toBeGreaterThan(intraListDistance(['a', 'b', 'c'], distance));
});

it("calibration brings the list to the person's own mix", () => {
  const all = ranked(genres('rock', 'rock', 'rock', 'rock', 'jazz', 'jazz', 'jazz', 'jazz'), {
    limit: 4,
    history: [took('a'), took('e', 3)],
  });
  const list = order(new ListReRanker({ calibration: { attribute: 'genre', strength: 0.9 } }), all);
  const genreOf = (itemId: string) => valuesOf(all.catalog.get(itemId), 'genre');
  expect([...idsOf(list)].sort().join('')).toBe('aefg');
  expect(miscalibration(['a', 'e', 'e', 'e'], [...idsOf(list)], genreOf)).toBeCloseTo(0);
});

describe('exploration', () => {
  const reranker = new ListReRanker({ exploration: { share: 0.3 } });

  it('shows things as often as its propensities say', () => {
    const rounds = 4_000;
    const seen = new Map<string, { times: number; expected: number }>();
    for (let seed = 0; seed < rounds; seed++) {
      const [first] = order(reranker, ranked(genres('a', 'b', 'c', 'd'), { limit: 2, seed })) as [SourcedCandidate];
      const times = seen.get(first.itemId)?.times ?? 0;
      seen.set(first.itemId, { times: times + 1, expected: first.propensity ?? 1 });
    }
    expect([...seen.keys()].sort()).toEqual(['a', 'c', 'd']);
    for (const { times, expected } of seen.values()) {
      const deviation = Math.sqrt((expected * (1 - expected)) / rounds);
      expect(Math.abs(times / rounds - expected)).toBeLessThan(4 * deviation);
    }
  });

  it('is the same for the same seed, says so, and does not explore beyond `where`', () => {
    const all = ranked(genres('a', 'a', 'b', 'c'), { limit: 2, seed: 5 });
    expect(order(reranker, all)).toEqual(order(reranker, all));
    const always = new ListReRanker({ exploration: { share: 1, where: { attribute: 'genre', is: 'c' } } });
    const list = order(always, all);
    expect(list[0]).toMatchObject({
      itemId: 'd',
      propensity: 1,
      reasons: [{}, { kind: 'exploration', contribution: 0 }],
    });
    expect(list[1]?.itemId).toBe('b');
  });
});

it.each<[object, string]>([
  [{ divers: {} }, 'divers'],
  [{ boosts: [{ name: 'b', where: { attribute: 'x', is: 1 } }] }, 'boosts[0].by'],
  [{ boosts: [{ name: 'b', where: { attribute: 'x' }, by: 2 }] }, 'boosts[0].where'],
  [{ boosts: {} }, 'boosts'],
  [{ quotas: [{ name: '', where: { attribute: 'x', is: 1 } }] }, 'quotas[0].name'],
  [{ quotas: [{ name: 'q', where: { attribute: 'x', is: 1 }, atLeast: 1.5 }] }, 'quotas[0].atLeast'],
  [{ spread: [{ attribute: 'x', most: 0 }] }, 'spread[0].most'],
  [{ diversity: { attributes: [] } }, 'diversity.attributes'],
  [{ diversity: { attributes: ['x'], strength: Number.NaN } }, 'diversity.strength'],
  [{ novelty: { attribute: 'x', strength: 2 } }, 'novelty.strength'],
  [{ novelty: { atribute: 'x' } }, 'novelty.atribute'],
  [{ diversity: { attributes: ['x'], strength: 0.8 }, calibration: { attribute: 'x' } }, 'calibration.strength'],
  [{ exploration: { share: 2 } }, 'exploration.share'],
  [{ depth: 0 }, 'depth'],
])('refuses %j', (options, field) => {
  expect(() => new ListReRanker(options as ReRankOptions)).toThrow(
    expect.objectContaining({ code: 'SINTONIA_OPTION_INVALID', field }),
  );
});

function genre(name: fc.Arbitrary<string>) {
  return name.map((is) => ({ attribute: 'genre', is }));
}
