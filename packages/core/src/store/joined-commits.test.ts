import { isSintoniaError, type Key } from '@sintonia/spec';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { JoinedCommits } from './joined-commits.js';
import { memoryStore } from './memory-store.js';
import type { TenantStore } from './tenant-store.js';

const keyOf = (id: string): Key => ({ tenant: 't', collection: 'c', id });
const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 3 });
const change = fc.record({ reads: ids, writes: ids, deletes: ids });

/** A store whose commits can be counted, and which may take changes together without asking whether they may be. */
function joining() {
  const store = memoryStore();
  let commits = 0;
  const tenant = {
    commit: (batch: object) => {
      commits += 1;
      return store.commit({ tenant: 't', ...batch });
    },
  } as unknown as TenantStore;
  return { store, joined: new JoinedCommits(tenant), commits: () => commits };
}

it('changes that come together end as they could have one after the other', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 12 }), async (changes) => {
      const { store, joined } = joining();
      // What each of them saw, and what the entries were when all of them started.
      const ends = await Promise.allSettled(
        changes.map(({ reads, writes, deletes }, number) =>
          joined.commit({
            check: reads.map((id) => ({ key: keyOf(id), version: 0 })),
            put: writes.map((id) => ({ key: keyOf(id), value: number })),
            delete: deletes.filter((id) => !writes.includes(id)).map(keyOf),
          }),
        ),
      );
      // There is an order in which a store that takes one change at a time comes to the same.
      const won = new Set(ends.flatMap((end, number) => (end.status === 'fulfilled' ? [number] : [])));
      for (const end of ends)
        if (end.status === 'rejected') expect(isSintoniaError(end.reason, 'STORE_CONFLICT')).toBe(true);
      const written = new Map<string, number>();
      for (const number of won) for (const id of changes[number]?.writes ?? []) written.set(id, number);
      for (const number of won) {
        // Whoever checked that nobody had written, and passed, wrote no later than whoever did.
        const others = [...won].filter((other) => other !== number);
        const { reads, writes } = changes[number] as (typeof changes)[0];
        for (const other of others) {
          const theirs = changes[other] as (typeof changes)[0];
          const skew = theirs.writes.some((id) => reads.includes(id)) && writes.some((id) => theirs.reads.includes(id));
          const isUndone = changes.some(({ deletes }) =>
            deletes.some((id) => [...writes, ...theirs.writes].includes(id)),
          );
          if (!isUndone) expect(skew, `${number} and ${other} each passed before the other`).toBe(false);
        }
      }
      for (const id of ['a', 'b', 'c', 'd', 'e']) {
        const value = (await store.get(keyOf(id)))?.value;
        if (value !== undefined) expect(won.has(value as number) && written.has(id)).toBe(true);
      }
    }),
  );
});

it('many changes cost few commits, and one that loses its race fails nobody else', async () => {
  const { store, joined, commits } = joining();
  await store.commit({ tenant: 't', put: [{ key: keyOf('taken'), value: 1 }] });
  const ends = await Promise.allSettled(
    Array.from({ length: 100 }, (_, number) =>
      joined.commit({
        check: [{ key: keyOf(number === 50 ? 'taken' : `${number}`), version: 0 }],
        put: [{ key: keyOf(`${number}`), value: number }],
      }),
    ),
  );
  expect(ends.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  expect(await store.get(keyOf('50'))).toBeUndefined();
  expect(await store.get(keyOf('99'))).toMatchObject({ value: 99 });
  const before = commits();
  const versions = await Promise.all(
    Array.from({ length: 100 }, (_, number) => joined.commit({ put: [{ key: keyOf(`new-${number}`), value: 1 }] })),
  );
  expect(commits() - before).toBe(1);
  expect(new Set(versions.flat()).size).toBe(100);
});
