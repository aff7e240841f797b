import type { Cursor } from '@sintonia/spec';
import { expect } from 'vitest';
import type { StoreLaw } from './law.js';
import { expectCode, scanIds, signalOf, signalsOf, TENANT } from './samples.js';

export const scanLaws: readonly StoreLaw[] = [
  {
    law: 'signals come in the order in which they were appended, whatever their timestamps, or in reverse',
    async check(store) {
      for (const [index, id] of ['c', 'a', 'b', 'd'].entries()) {
        await store.commit({ tenant: TENANT, append: [signalOf(id, 'ana', { timestamp: 1000 - index })] });
      }
      expect(await scanIds(store)).toEqual(['c', 'a', 'b', 'd']);
      expect(await scanIds(store, { direction: 'forward' })).toEqual(['c', 'a', 'b', 'd']);
      expect(await scanIds(store, { direction: 'backward' })).toEqual(['d', 'b', 'a', 'c']);
    },
  },
  {
    law: "a person's signals are that person's alone, in the same orders",
    async check(store) {
      const people = ['ana', 'an', 'ana ', 'ANA', '~ana'];
      const append = Array.from({ length: 25 }, (_, index) => signalOf(`s${index}`, people[index % people.length]));
      await store.commit({ tenant: TENANT, append });
      for (const person of people) {
        const ids = append.filter((signal) => signal.person === person).map(({ id }) => id);
        expect(await scanIds(store, { person })).toEqual(ids);
        expect(await scanIds(store, { person, limit: 2 })).toEqual(ids);
        expect(await scanIds(store, { person, limit: 2, direction: 'backward' })).toEqual(ids.toReversed());
      }
      expect(await store.scan({ tenant: TENANT, person: 'nobody', limit: 5 })).toEqual({ signals: [], more: false });
    },
  },
  {
    law: 'pages of every size join without a gap or a repetition, and say exactly whether there is more',
    async check(store) {
      await store.commit({ tenant: TENANT, append: signalsOf(7) });
      const all = signalsOf(7).map(({ id }) => id);
      for (const direction of ['forward', 'backward'] as const) {
        const expected = direction === 'forward' ? all : all.toReversed();
        for (let limit = 1; limit <= 8; limit += 1) {
          expect(await scanIds(store, { direction, limit })).toEqual(expected);
          const page = await store.scan({ tenant: TENANT, direction, limit });
          expect(page.signals).toHaveLength(Math.min(limit, 7));
          expect(page.more).toBe(limit < 7);
        }
      }
    },
  },
  {
    law: 'a forward cursor goes on behind what was read, also when more is appended meanwhile',
    async check(store) {
      const read: string[] = [];
      let after: Cursor | undefined;
      for (let round = 0; round < 6; round += 1) {
        await store.commit({ tenant: TENANT, append: signalsOf(3, round % 2 ? 'ana' : 'bob', `r${round}-`) });
        const page = await store.scan({ tenant: TENANT, after, limit: round === 5 ? 100 : 2 });
        read.push(...page.signals.map(({ id }) => id));
        after = page.cursor;
      }
      expect(read).toEqual(await scanIds(store));
      expect(read).toHaveLength(18);
    },
  },
  {
    law: 'an exhausted forward cursor stays good: it is given back, and finds what is appended later',
    async check(store) {
      expect(await store.scan({ tenant: TENANT, limit: 5 })).toEqual({ signals: [], more: false });
      await store.commit({ tenant: TENANT, append: signalsOf(2) });
      const { cursor } = await store.scan({ tenant: TENANT, limit: 5 });
      expect(await store.scan({ tenant: TENANT, after: cursor, limit: 5 })).toEqual({
        signals: [],
        cursor,
        more: false,
      });
      await store.commit({ tenant: TENANT, append: [signalOf('later')] });
      expect(await scanIds(store, { after: cursor })).toEqual(['later']);
    },
  },
  {
    law: 'a backward cursor does not see what was appended later',
    async check(store) {
      await store.commit({ tenant: TENANT, append: signalsOf(4) });
      const { cursor } = await store.scan({ tenant: TENANT, direction: 'backward', limit: 2 });
      await store.commit({ tenant: TENANT, append: [signalOf('later')] });
      expect(await scanIds(store, { direction: 'backward', after: cursor })).toEqual(['s1', 's0']);
    },
  },
  {
    law: 'a cursor stays good when what it stands on is erased, and skips nothing appended afterwards',
    async check(store) {
      await store.commit({ tenant: TENANT, append: [...signalsOf(3, 'bob', 'b'), ...signalsOf(3, 'ana', 'a')] });
      const { cursor } = await store.scan({ tenant: TENANT, limit: 10 });
      await store.erase(TENANT, 'ana');
      await store.commit({ tenant: TENANT, append: signalsOf(4, 'cleo', 'c') });
      expect(await scanIds(store, { after: cursor })).toEqual(['c0', 'c1', 'c2', 'c3']);
      expect(await scanIds(store, { after: cursor, direction: 'backward' })).toEqual(['b2', 'b1', 'b0']);
      expect(await scanIds(store)).toEqual(['b0', 'b1', 'b2', 'c0', 'c1', 'c2', 'c3']);
    },
  },
  {
    law: 'limits are whole numbers from 1 to 10,000, and a cursor must be one',
    async check(store) {
      for (const limit of [0, -1, 1.5, 10_001, Number.NaN]) {
        await expectCode(store.scan({ tenant: TENANT, limit }), 'INPUT_INVALID');
        await expectCode(store.list({ tenant: TENANT, collection: 'things', limit }), 'INPUT_INVALID');
      }
      await expectCode(store.scan({ tenant: TENANT, after: 'rubbish', limit: 1 }), 'INPUT_INVALID');
    },
  },
  {
    law: 'a batch of 10,000 signals is stored whole and read whole',
    async check(store) {
      const append = Array.from({ length: 10_000 }, (_, index) => signalOf(`s${index}`, `p${index % 100}`));
      expect(await store.commit({ tenant: TENANT, append })).toMatchObject({ appended: 10_000, duplicates: [] });
      const again = await store.commit({ tenant: TENANT, append: [...append, signalOf('new')] });
      expect(again.appended).toBe(1);
      expect(again.duplicates).toHaveLength(10_000);
      const page = await store.scan({ tenant: TENANT, limit: 10_000 });
      expect(page.more).toBe(true);
      expect(page.signals).toEqual(append);
      expect(await scanIds(store, { person: 'p42', limit: 7 })).toHaveLength(100);
      expect(await store.erase(TENANT, 'p42')).toEqual({ signals: 100, entries: 0 });
      expect(await scanIds(store, { limit: 999 })).toHaveLength(9_901);
    },
  },
];
