import { expect } from 'vitest';
import type { StoreLaw } from './law.js';
import { expectCode, keyOf, scanIds, signalOf, signalsOf, TENANT } from './samples.js';

const at = (timestamp: number) => ({ timestamp });

export const trimLaws: readonly StoreLaw[] = [
  {
    law: "trim removes the person's signals from before a moment, whenever they came, and touches nobody else",
    async check(store) {
      const append = [
        signalOf('late', 'ana', at(20)),
        signalOf('early', 'ana', at(9)),
        signalOf('exact', 'ana', at(10)),
        signalOf('negative', 'ana', at(-5)),
        signalOf('other', 'bob', at(1)),
        signalOf('similar', 'an', at(1)),
      ];
      await store.commit({ tenant: TENANT, append });
      await store.commit({ tenant: 'another', append });
      const key = keyOf('checkpoint', 'ana');
      const trim = [
        { person: 'ana', before: 10 },
        { person: 'nobody', before: 10 },
      ];
      await store.commit({ tenant: TENANT, put: [{ key, value: { counted: 2 } }], trim });
      expect(await scanIds(store)).toEqual(['late', 'exact', 'other', 'similar']);
      expect(await scanIds(store, { person: 'ana' })).toEqual(['late', 'exact']);
      expect(await scanIds(store, { person: 'ana', direction: 'backward', limit: 1 })).toEqual(['exact', 'late']);
      expect(await scanIds(store, { tenant: 'another' })).toHaveLength(6);
      expect(await store.get(key)).toMatchObject({ value: { counted: 2 } });
      await store.commit({ tenant: TENANT, trim: [{ person: 'ana', before: 1_000 }] });
      expect(await scanIds(store, { person: 'ana' })).toEqual([]);
    },
  },
  {
    law: 'a batch that is refused trims nothing, and one whose `before` is no moment is refused',
    async check(store) {
      await store.commit({ tenant: TENANT, append: [...signalsOf(3), signalOf('b', 'bob')] });
      const trim = [{ person: 'ana', before: 8.64e15 }];
      const check = [{ key: keyOf('absent'), version: 7 }];
      const refused = { append: [signalOf('b')], onDuplicate: 'refuse' } as const;
      await expectCode(store.commit({ tenant: TENANT, trim, check }), 'STORE_CONFLICT');
      await expectCode(store.commit({ tenant: TENANT, trim, ...refused }), 'STORE_DUPLICATE');
      for (const before of [Number.NaN, Number.POSITIVE_INFINITY, '7' as unknown as number]) {
        const put = [{ key: keyOf('a'), value: 1 }];
        await expectCode(store.commit({ tenant: TENANT, put, trim: [{ person: 'ana', before }] }), 'INPUT_INVALID');
      }
      expect(await scanIds(store)).toEqual(['s0', 's1', 's2', 'b']);
      expect(await store.get(keyOf('a'))).toBeUndefined();
    },
  },
  {
    law: 'ids of trimmed signals may come anew, in the same batch, too; the new ones stand at the end and stay',
    async check(store) {
      await store.commit({ tenant: TENANT, append: [...signalsOf(3), signalOf('b', 'bob')] });
      const result = await store.commit({
        tenant: TENANT,
        append: signalsOf(2),
        onDuplicate: 'refuse',
        trim: [{ person: 'ana', before: 8.64e15 }],
      });
      expect(result).toMatchObject({ appended: 2, duplicates: [] });
      expect(await scanIds(store)).toEqual(['b', 's0', 's1']);
      expect(await scanIds(store, { person: 'ana' })).toEqual(['s0', 's1']);
    },
  },
  {
    law: 'a cursor stays good when what it stands on is trimmed, and skips nothing appended afterwards',
    async check(store) {
      await store.commit({ tenant: TENANT, append: [...signalsOf(2, 'bob', 'b'), ...signalsOf(3, 'ana', 'a')] });
      const { cursor } = await store.scan({ tenant: TENANT, limit: 10 });
      await store.commit({ tenant: TENANT, trim: [{ person: 'ana', before: 8.64e15 }] });
      await store.commit({ tenant: TENANT, append: signalsOf(2, 'ana', 'c') });
      expect(await scanIds(store, { after: cursor })).toEqual(['c0', 'c1']);
      expect(await scanIds(store, { after: cursor, direction: 'backward' })).toEqual(['b1', 'b0']);
      expect(await scanIds(store, { after: cursor, person: 'ana' })).toEqual(['c0', 'c1']);
    },
  },
];
