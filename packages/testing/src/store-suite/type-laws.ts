import { type Cursor, MOST_TYPES, type Signal, type Store } from '@sintonia/spec';
import { expect } from 'vitest';
import type { StoreLaw } from './law.js';
import { expectCode, scanIds, signalOf, TENANT } from './samples.js';

const TYPES = ['Order Completed', 'Product Viewed', 'Signed Up'] as const;

/** Ids `s0`, `s1` … of all three types and two people in turn. */
function mixed(count: number): Signal[] {
  return Array.from({ length: count }, (_, index) =>
    signalOf(`s${index}`, index % 2 ? 'bob' : 'ana', { type: TYPES[index % TYPES.length] as string }),
  );
}

function idsIn(signals: readonly Signal[], types: readonly string[], person?: string): string[] {
  return signals
    .filter((signal) => types.includes(signal.type) && (person === undefined || signal.person === person))
    .map(({ id }) => id);
}

export const typeLaws: readonly StoreLaw[] = [
  {
    law: 'a scan by types gives exactly the signals of these types, in the same order, page by page and either way',
    async check(store) {
      const append = mixed(25);
      await store.commit({ tenant: TENANT, append });
      for (const types of [[TYPES[0]], [TYPES[2], TYPES[0]], TYPES, ['Never Heard Of'], ['Never Heard Of', TYPES[1]]]) {
        for (const person of [undefined, 'ana', 'bob', 'nobody']) {
          const ids = idsIn(append, types, person);
          expect(await scanIds(store, { types, person })).toEqual(ids);
          for (const limit of [1, 2, 5, ids.length, ids.length + 1].filter((limit) => limit > 0)) {
            expect(await scanIds(store, { types, person, limit })).toEqual(ids);
            expect(await scanIds(store, { types, person, limit, direction: 'backward' })).toEqual(ids.toReversed());
            const page = await store.scan({ tenant: TENANT, types, person, limit });
            expect([page.signals.length, page.more]).toEqual([Math.min(limit, ids.length), ids.length > limit]);
          }
        }
      }
    },
  },
  {
    law: 'a type that is named twice counts once, and no type at all gives nothing',
    async check(store) {
      const append = mixed(9);
      await store.commit({ tenant: TENANT, append });
      expect(await scanIds(store, { types: [TYPES[1], TYPES[0], TYPES[1]] })).toEqual(
        idsIn(append, [TYPES[0], TYPES[1]]),
      );
      const { cursor } = await store.scan({ tenant: TENANT, limit: 4 });
      for (const person of [undefined, 'ana']) {
        expect(await store.scan({ tenant: TENANT, person, types: [], limit: 5 })).toEqual({ signals: [], more: false });
        const on = { tenant: TENANT, person, types: [], after: cursor, limit: 5 };
        expect(await store.scan(on)).toEqual({ signals: [], more: false, cursor });
      }
    },
  },
  {
    law: 'types are compared as they are, whatever they hold',
    async check(store) {
      const types = [
        ...['order', 'Order', 'order ', ' order', 'orders', 'orde', 'o_der', '%', '*', ''],
        ...["o'rder", '"order"', 'a,b', '{a}', '[]', '\\', 'null', 'NULL', '1', '01', '😀', '\uffff', 'é', 'e\u0301'],
        ...['__proto__', 'constructor', 'toString', 'a\nb', 'x'.repeat(1_000)],
      ];
      const append = types.map((type, index) => signalOf(`s${index}`, 'ana', { type }));
      await store.commit({ tenant: TENANT, append });
      for (const [index, type] of types.entries()) {
        expect(await scanIds(store, { types: [type] })).toEqual([`s${index}`]);
        expect(await scanIds(store, { types: [type], person: 'ana' })).toEqual([`s${index}`]);
      }
      expect(await scanIds(store, { types })).toEqual(append.map(({ id }) => id));
      expect(await scanIds(store, { types, person: 'ana', limit: 3 })).toEqual(append.map(({ id }) => id));
    },
  },
  {
    law: 'types are a list of at most 100 texts',
    async check(store) {
      const most = Array.from({ length: MOST_TYPES }, (_, index) => `t${index}`);
      await store.commit({ tenant: TENANT, append: most.map((type) => signalOf(type, 'ana', { type })) });
      for (const person of [undefined, 'ana']) {
        expect(await scanIds(store, { types: most, person, limit: 7 })).toEqual(most);
        expect(await scanIds(store, { types: most.toReversed(), person, direction: 'backward' })).toEqual(
          most.toReversed(),
        );
      }
      for (const types of [[...most, 'more'], 'Order Completed', [1], [null], {}, null] as string[][]) {
        const scan = store.scan({ tenant: TENANT, types, limit: 1 });
        await expect(scan).rejects.toMatchObject({ code: 'SINTONIA_INPUT_INVALID', field: 'types' });
      }
      await expectCode(store.scan({ tenant: TENANT, types: [], after: 'rubbish', limit: 1 }), 'INPUT_INVALID');
      await expectCode(store.scan({ tenant: TENANT, types: [], limit: 0 }), 'INPUT_INVALID');
    },
  },
  {
    law: 'a forward cursor of a scan by types finds what is appended later, and stays where it is while nothing is',
    async check(store) {
      const types = [TYPES[0], TYPES[2]];
      const read: string[] = [];
      let after: Cursor | undefined;
      for (let round = 0; round < 6; round += 1) {
        const append = mixed(5).map((signal) => ({ ...signal, id: `r${round}-${signal.id}` }));
        await store.commit({ tenant: TENANT, append });
        const page = await store.scan({ tenant: TENANT, types, after, limit: round === 5 ? 100 : 2 });
        read.push(...page.signals.map(({ id }) => id));
        after = page.cursor;
      }
      expect(read).toEqual(await scanIds(store, { types }));
      expect(read).toHaveLength(18);
      // What nobody asked for moves nobody on.
      await store.commit({ tenant: TENANT, append: [signalOf('other', 'ana', { type: TYPES[1] })] });
      const none = await store.scan({ tenant: TENANT, types, after, limit: 5 });
      expect(none).toEqual({ signals: [], more: false, cursor: after });
      await store.commit({ tenant: TENANT, append: [signalOf('later', 'ana', { type: TYPES[2] })] });
      expect(await scanIds(store, { types, after: none.cursor })).toEqual(['later']);
    },
  },
  {
    law: 'a scan by types goes on from a cursor of any other scan',
    async check(store) {
      const append = mixed(12);
      await store.commit({ tenant: TENANT, append });
      const { cursor } = await store.scan({ tenant: TENANT, limit: 4 });
      const behind = append.slice(4);
      const before = append.slice(0, 3).toReversed();
      for (const person of [undefined, 'ana']) {
        for (const types of [[TYPES[0]], [TYPES[0], TYPES[1]]]) {
          const query = { types, person, after: cursor, limit: 2 };
          expect(await scanIds(store, query)).toEqual(idsIn(behind, types, person));
          expect(await scanIds(store, { ...query, direction: 'backward' })).toEqual(idsIn(before, types, person));
        }
      }
    },
  },
  {
    law: 'erased and trimmed signals are gone from scans by types, whose cursors stay good',
    async check(store) {
      const types = [TYPES[0], TYPES[1]];
      await store.commit({ tenant: TENANT, append: mixed(12) });
      const { cursor } = await store.scan({ tenant: TENANT, types, limit: 5 });
      expect(idsIn(mixed(12), types)[4]).toBe('s6');
      await store.erase(TENANT, 'ana');
      const left = mixed(12).filter(({ person }) => person === 'bob');
      expect(await scanIds(store, { types })).toEqual(idsIn(left, types));
      expect(await scanIds(store, { types, after: cursor, limit: 1 })).toEqual(['s7', 's9']);
      expect(await scanIds(store, { types, after: cursor, direction: 'backward', limit: 1 })).toEqual(['s3', 's1']);
      const again = signalOf('s7', 'bob', { type: TYPES[1], timestamp: 1_800_000_000_000 });
      await store.commit({
        tenant: TENANT,
        trim: [{ person: 'bob', before: 1_750_000_000_000 }],
        append: [signalOf('new', 'cleo', { type: TYPES[0] }), again],
      });
      expect(await scanIds(store, { types })).toEqual(['new', 's7']);
      expect(await scanIds(store, { types, after: cursor, limit: 1 })).toEqual(['new', 's7']);
      expect(await scanIds(store, { types: [TYPES[1]], person: 'bob' })).toEqual(['s7']);
    },
  },
  {
    law: 'scans by types keep tenants apart',
    async check(store) {
      await store.commit({ tenant: TENANT, append: mixed(6) });
      await store.commit({ tenant: 'another', append: [signalOf('theirs', 'ana', { type: TYPES[0] })] });
      for (const types of [[TYPES[0]], [TYPES[0], TYPES[1]]]) {
        expect(await scanIds(store, { types })).toEqual(idsIn(mixed(6), types));
        expect(await scanIds(store, { tenant: 'another', types })).toEqual(['theirs']);
        expect(await scanIds(store, { tenant: 'another', types, person: 'ana' })).toEqual(['theirs']);
        expect(await scanIds(store, { tenant: 'nobody', types })).toEqual([]);
      }
    },
  },
  {
    law: 'a few signals of a type are found among many of another, and pages of both join',
    async check(store) {
      const append = Array.from({ length: 5_000 }, (_, index) =>
        signalOf(`s${index}`, 'ana', { type: index % 1_250 === 7 ? TYPES[0] : TYPES[1] }),
      );
      await store.commit({ tenant: TENANT, append });
      const few = ['s7', 's1257', 's2507', 's3757'];
      for (const person of [undefined, 'ana']) {
        expect(await scanIds(store, { types: [TYPES[0]], person, limit: 3 })).toEqual(few);
        expect(await backward(store, person)).toEqual(few.toReversed());
        expect(await scanIds(store, { types: TYPES, person, limit: 1_700 })).toEqual(append.map(({ id }) => id));
      }
    },
  },
];

function backward(store: Store, person: string | undefined): Promise<string[]> {
  return scanIds(store, { types: [TYPES[0]], person, limit: 1, direction: 'backward' });
}
