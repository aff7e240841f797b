import type { Item } from '@sintonia/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intraListDistance, miscalibration } from '../evaluate/list-metrics.js';
import { likeness, type Traits } from './likeness.js';
import { ListReRanker } from './list-re-ranker.js';
import { genres, idsOf, order, ranked, took } from './re-rank.fixture.js';
import type { ReRankOptions } from './re-rank-options.js';
import { valuesOf } from './values-of.js';

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
  const distance = (a: string, b: string) => 1 - likeness(traitsOf(all.catalog.get(a)), traitsOf(all.catalog.get(b)));
  const list = order(new ListReRanker({ diversity: { attributes: ['genre'], strength: 0.7 } }), all);
  expect(idsOf(list)).toBe('adf');
  expect(intraListDistance([...idsOf(list)], distance)).toBeGreaterThan(intraListDistance(['a', 'b', 'c'], distance));
});

it('diversity goes by the directions of vectors, too; what has none is unlike everything', () => {
  const vectors: Record<string, readonly number[]> = {
    ...{ a: [1, 0], b: [9, 1], c: [0, 0], d: [Number.NaN, 1] },
    ...{ e: [-1, 0], f: [0, 2], g: [1, 0, 0] },
  };
  const vectorOf = (itemId: string) => vectors[itemId];
  const all = ranked(genres('x', 'x', 'x', 'x', 'x', 'x', 'x', 'x'), { limit: 7 });
  const list = order(new ListReRanker({ diversity: { vectorOf, strength: 0.9 } }), all);
  expect(idsOf(list)).toBe('acdefgh');
  // Beside attributes, it is one of them: here genres are all alike.
  const both = new ListReRanker({ diversity: { attributes: ['genre'], vectorOf, strength: 0.9 } });
  expect(idsOf(order(both, { ...all, request: { ...all.request, limit: 2 } }))).toBe('ae');
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

it.each<[object, string]>([
  [{ divers: {} }, 'divers'],
  [{ boosts: [{ name: 'b', where: { attribute: 'x', is: 1 } }] }, 'boosts[0].by'],
  [{ boosts: [{ name: 'b', where: { attribute: 'x' }, by: 2 }] }, 'boosts[0].where'],
  [{ boosts: {} }, 'boosts'],
  [{ quotas: [{ name: '', where: { attribute: 'x', is: 1 } }] }, 'quotas[0].name'],
  [{ quotas: [{ name: 'q', where: { attribute: 'x', is: 1 }, atLeast: 1.5 }] }, 'quotas[0].atLeast'],
  [{ spread: [{ attribute: 'x', most: 0 }] }, 'spread[0].most'],
  [{ diversity: { attributes: [] } }, 'diversity.attributes'],
  [{ diversity: {} }, 'diversity.attributes'],
  [{ diversity: { vectorOf: 'factors' } }, 'diversity.vectorOf'],
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

function traitsOf(item: Item | undefined): Traits {
  return { values: [valuesOf(item, 'genre')], direction: undefined };
}

function genre(name: fc.Arbitrary<string>) {
  return name.map((is) => ({ attribute: 'genre', is }));
}
