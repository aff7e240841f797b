import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ListReRanker } from './list-re-ranker.js';
import { genres, idsOf, order, ranked } from './re-rank.fixture.js';
import type { ReRankOptions } from './re-rank-options.js';

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
