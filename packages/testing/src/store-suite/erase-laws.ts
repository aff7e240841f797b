import { expect } from 'vitest';
import type { StoreLaw } from './law.js';
import { keyOf, scanIds, signalOf, signalsOf, TENANT } from './samples.js';

export const eraseLaws: readonly StoreLaw[] = [
  {
    law: 'erase removes every signal and entry of the person, counts them, and touches nobody else',
    async check(store) {
      const others = [
        keyOf('profile'),
        keyOf('profile', 'bob'),
        keyOf('ana'),
        keyOf('profile', 'an'),
        keyOf('a', 'ana2'),
      ];
      const own = [keyOf('profile', 'ana'), keyOf('1', 'ana', 'outbox'), keyOf('2', 'ana', 'outbox')];
      await store.commit({
        tenant: TENANT,
        append: [...signalsOf(3, 'ana', 'a'), ...signalsOf(2, 'bob', 'b'), signalOf('c', 'ana')],
        put: [...own, ...others].map((key) => ({ key, value: 'kept' })),
      });
      expect(await store.erase(TENANT, 'ana')).toEqual({ signals: 4, entries: 3 });
      expect(await scanIds(store)).toEqual(['b0', 'b1']);
      expect(await scanIds(store, { person: 'ana' })).toEqual([]);
      for (const key of own) expect(await store.get(key)).toBeUndefined();
      for (const key of others) expect(await store.get(key)).toMatchObject({ key, value: 'kept' });
      expect(await store.list({ tenant: TENANT, collection: 'outbox', limit: 9 })).toEqual([]);
      expect(await store.list({ tenant: TENANT, collection: 'things', person: 'ana', limit: 9 })).toEqual([]);
      expect(await store.erase(TENANT, 'ana')).toEqual({ signals: 0, entries: 0 });
    },
  },
  {
    law: 'nothing remembers an erased person: their entries do not exist and their signals may come anew',
    async check(store) {
      const key = keyOf('profile', 'ana');
      const batch = {
        tenant: TENANT,
        append: signalsOf(3),
        onDuplicate: 'refuse',
        check: [{ key, version: 0 }],
        put: [{ key, value: 1 }],
      } as const;
      for (let round = 0; round < 3; round += 1) {
        expect(await store.commit(batch)).toMatchObject({ appended: 3 });
        expect(await store.erase(TENANT, 'ana')).toEqual({ signals: 3, entries: 1 });
      }
    },
  },
  {
    law: 'erase is atomic: of a commit at the same time, all or nothing remains',
    async check(store) {
      const commits = (round: number) =>
        Array.from({ length: 10 }, (_, index) => {
          const id = `${round}-${index}`;
          return store.commit({
            tenant: TENANT,
            append: [signalOf(id), signalOf(`${id}b`)],
            put: [
              { key: keyOf(id, 'ana'), value: 1 },
              { key: keyOf(id, 'ana', 'other'), value: 1 },
            ],
          });
        });
      const rounds = [0, 1, 2, 3, 4].map(async (round) => {
        const [erased] = await Promise.all([store.erase(TENANT, 'ana'), ...commits(round)]);
        expect(erased.signals).toBe(erased.entries);
      });
      await Promise.all(rounds);
      const entries = (await store.list({ tenant: TENANT, collection: 'things', limit: 999 })).map(({ key }) => key.id);
      const others = (await store.list({ tenant: TENANT, collection: 'other', limit: 999 })).map(({ key }) => key.id);
      expect(others).toEqual(entries);
      expect((await scanIds(store)).toSorted()).toEqual(entries.flatMap((id) => [id, `${id}b`]).toSorted());
    },
  },
];
