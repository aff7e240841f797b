import type { Key } from '@sintonia/spec';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { StoreLaw } from './law.js';
import { referenceStore } from './reference-store.js';
import { idsOf, keyOf, putIds, TENANT } from './samples.js';

// In the order of their UTF-8 bytes; JavaScript's own order would put the last two before U+E000.
const ORDERED = ['A', 'B', 'a', 'aa', 'ab', 'b', 'é', '\u07ff', '\ud7ff', '\ue000', '\uffff', '😀', '\u{10ffff}'];

interface ListFilter {
  prefix?: string;
  from?: string;
  to?: string;
  person?: string | undefined;
  after?: [string, string | undefined];
}

const query = { tenant: TENANT, collection: 'things', limit: 10_000 };

export const listLaws: readonly StoreLaw[] = [
  {
    law: 'entries come in the order of the UTF-8 bytes of their ids',
    async check(store) {
      await putIds(store, ORDERED.toReversed());
      expect(idsOf(await store.list(query))).toEqual(ORDERED);
      expect(idsOf(await store.list({ ...query, from: '\ue000', to: '\u{10ffff}' }))).toEqual([
        '\ue000',
        '\uffff',
        '😀',
      ]);
    },
  },
  {
    law: 'entries with one id come in the order of their people, none first',
    async check(store) {
      const people = [undefined, 'Zoe', 'ana', '~x', '\uffff', '😀'];
      for (const person of people.toReversed()) await putIds(store, ['b', 'a'], person);
      const keys = (await store.list(query)).map(({ key }) => key);
      expect(keys).toEqual([
        ...people.map((person) => keyOf('a', person)),
        ...people.map((person) => keyOf('b', person)),
      ]);
    },
  },
  {
    law: 'a prefix is taken literally, and an empty one is every id',
    async check(store) {
      const ids = [
        'a',
        'a%',
        'a%b',
        'a_',
        'a_b',
        'ab',
        'A_',
        'a\uffff',
        'a\uffffb',
        'a😀',
        'a\u{10ffff}',
        'a\u{10ffff}x',
        'b',
      ];
      await putIds(store, [...ids, '\u{10ffff}', '\u{10ffff}y']);
      for (const prefix of ['a', 'a%', 'a_', 'A', 'a\uffff', 'a😀', 'a\u{10ffff}', 'aa', '\u{10ffff}', '']) {
        const found = idsOf(await store.list({ ...query, prefix }));
        const expected = [...ids, '\u{10ffff}', '\u{10ffff}y'].filter((id) => id.startsWith(prefix));
        expect(found.toSorted(), `prefix ${prefix}`).toEqual(expected.toSorted());
      }
    },
  },
  {
    law: '`from` is inclusive, `to` exclusive, and both go with a prefix',
    async check(store) {
      await putIds(store, ['a1', 'a2', 'a3', 'b1', 'b2']);
      const list = async (more: object) => idsOf(await store.list({ ...query, ...more }));
      expect(await list({ from: 'a2' })).toEqual(['a2', 'a3', 'b1', 'b2']);
      expect(await list({ to: 'b1' })).toEqual(['a1', 'a2', 'a3']);
      expect(await list({ from: 'a2', to: 'b2' })).toEqual(['a2', 'a3', 'b1']);
      expect(await list({ prefix: 'b', from: 'a2' })).toEqual(['b1', 'b2']);
      expect(await list({ prefix: 'a', from: 'a2', to: 'b2' })).toEqual(['a2', 'a3']);
      expect(await list({ from: 'b', to: 'a' })).toEqual([]);
    },
  },
  {
    law: 'pages by `after` join without a gap or a repetition, also where several people share an id',
    async check(store) {
      for (const person of [undefined, 'ana', 'bob']) await putIds(store, ['a', 'b', 'c'], person);
      const all = await store.list(query);
      expect(all).toHaveLength(9);
      for (let limit = 1; limit <= 10; limit += 1) {
        const found = [];
        let after: Key | undefined;
        for (;;) {
          const page = await store.list({ ...query, limit, after });
          expect(page.length).toBeLessThanOrEqual(limit);
          found.push(...page);
          if (page.length < limit) break;
          after = page.at(-1)?.key;
        }
        expect(found).toEqual(all);
      }
    },
  },
  {
    law: '`after` needs no entry to be there',
    async check(store) {
      await putIds(store, ['a', 'b', 'c'], 'ana');
      await store.commit({ tenant: TENANT, delete: [keyOf('b', 'ana')] });
      expect(idsOf(await store.list({ ...query, after: keyOf('b', 'ana') }))).toEqual(['c']);
      expect(idsOf(await store.list({ ...query, after: keyOf('b') }))).toEqual(['c']);
      expect(idsOf(await store.list({ ...query, after: keyOf('a') }))).toEqual(['a', 'c']);
    },
  },
  {
    law: 'a list of one person, or of one collection, holds nothing else',
    async check(store) {
      await putIds(store, ['a', 'b']);
      await putIds(store, ['b', 'c'], 'ana');
      await putIds(store, ['c', 'd'], 'bob');
      await store.commit({ tenant: TENANT, put: [{ key: keyOf('x', 'ana', 'other'), value: 1 }] });
      expect(await store.list({ ...query, person: 'ana' })).toMatchObject([
        { key: keyOf('b', 'ana'), value: 'b' },
        { key: keyOf('c', 'ana'), value: 'c' },
      ]);
      expect(idsOf(await store.list({ ...query, person: 'bob', from: 'd' }))).toEqual(['d']);
      expect(idsOf(await store.list({ ...query, collection: 'other' }))).toEqual(['x']);
      expect(await store.list({ ...query, collection: 'thing' })).toEqual([]);
    },
  },
  {
    law: 'any list is what a plain filter and sort would give',
    async check(store) {
      const text = fc.string({ unit: fc.constantFrom('a', 'b', '\uffff', '😀'), minLength: 1, maxLength: 3 });
      const person = fc.constantFrom(undefined, 'ana', 'bob', '😀', '\uffff');
      let run = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(text, person), { maxLength: 20, size: 'max' }),
          fc.oneof(
            fc.constant({}),
            fc.record(
              { prefix: text, from: text, to: text, person, after: fc.tuple(text, person) },
              { requiredKeys: [] },
            ),
          ),
          fc.integer({ min: 1, max: 20 }),
          async (rows, filter, limit) => {
            run += 1;
            const { after, ...where }: ListFilter = filter;
            const collection = `run ${run}`;
            const put = rows.map(([id, person], value) => ({ key: keyOf(id, person, collection), value }));
            const asked = { ...where, tenant: TENANT, collection, limit, after: after && keyOf(...after) };
            const reference = referenceStore();
            await store.commit({ tenant: TENANT, put });
            await reference.commit({ tenant: TENANT, put });
            const bare = async (from: typeof store) =>
              (await from.list(asked)).map(({ key, value }) => ({ key, value }));
            expect(await bare(store)).toEqual(await bare(reference));
          },
        ),
        { numRuns: 100 },
      );
    },
  },
];
