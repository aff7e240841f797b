import fc from 'fast-check';
import { expect } from 'vitest';
import type { StoreLaw } from './law.js';
import { keyOf, scanIds, signalOf } from './samples.js';

export const tenantLaws: readonly StoreLaw[] = [
  {
    law: 'tenants share nothing, whatever ids they have in common',
    async check(store) {
      const id = fc.constantFrom('a', 'b', 'c', 'ana', 'things');
      const doings = fc.array(fc.tuple(fc.constantFrom('append', 'put', 'delete', 'erase'), id, id), { maxLength: 12 });
      let run = 0;
      await fc.assert(
        fc.asyncProperty(doings, async (steps) => {
          run += 1;
          const [one, other] = [`shop ${run}.`, `shop ${run}.0`];
          const view = async (tenant: string) => [
            await scanIds(store, { tenant }),
            await scanIds(store, { tenant, person: 'ana' }),
            (await store.list({ tenant, collection: 'things', limit: 99 })).map(({ key, value }) => [
              key.id,
              key.person,
              value,
            ]),
          ];
          // The same ids in both: nothing of the first may count as a duplicate, an entry or a person of the second.
          const result = await store.commit({ tenant: one, append: [signalOf('a'), signalOf('b', 'bob')] });
          await store.commit({ tenant: one, put: [{ key: keyOf('a', 'ana', 'things', one), value: 'first' }] });
          expect(result).toMatchObject({ appended: 2, duplicates: [] });
          const before = await view(one);
          for (const [doing, id, person] of steps) {
            const key = keyOf(id, person, 'things', other);
            if (doing === 'append') await store.commit({ tenant: other, append: [signalOf(id, person)] });
            if (doing === 'put') await store.commit({ tenant: other, put: [{ key, value: 'second' }] });
            if (doing === 'delete') await store.commit({ tenant: other, delete: [key] });
            if (doing === 'erase') await store.erase(other, person);
          }
          expect(await view(one)).toEqual(before);
          const added = new Set(steps.filter(([doing]) => doing === 'append').map(([, id]) => id));
          if (!steps.some(([doing]) => doing === 'erase')) {
            expect(new Set(await scanIds(store, { tenant: other }))).toEqual(added);
          }
          await store.erase(other, 'ana');
          expect(await view(one)).toEqual(before);
        }),
        { numRuns: 40 },
      );
    },
  },
];
