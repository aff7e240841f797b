import { expect } from 'vitest';
import type { StoreLaw } from './law.js';
import { expectCode, keyOf, putOne, scanIds, signalOf, signalsOf, TENANT } from './samples.js';

export const lifetimeLaws: readonly StoreLaw[] = [
  {
    law: 'a store has a name and says which contract it keeps',
    async check(store) {
      expect(store.name).toMatch(/\S/);
      expect(store.specVersion).toBe(1);
    },
  },
  {
    law: 'a closed store says so, and closing again does nothing',
    async check(store) {
      await putOne(store, keyOf('a'));
      await store.close();
      await store.close();
      await expectCode(store.commit({ tenant: TENANT, append: [signalOf('s')] }), 'STORE_CLOSED');
      await expectCode(store.get(keyOf('a')), 'STORE_CLOSED');
      await expectCode(store.scan({ tenant: TENANT, limit: 1 }), 'STORE_CLOSED');
      await expectCode(store.list({ tenant: TENANT, collection: 'things', limit: 1 }), 'STORE_CLOSED');
      await expectCode(store.erase(TENANT, 'ana'), 'STORE_CLOSED');
      await store.close();
    },
  },
  {
    law: 'close waits for what is under way',
    async check(store) {
      let settled = 0;
      const calls = [
        ...signalsOf(20).map((signal) => store.commit({ tenant: TENANT, append: [signal] })),
        store.get(keyOf('a')),
        store.scan({ tenant: TENANT, limit: 1 }),
      ];
      for (const call of calls) {
        call.then(() => {
          settled += 1;
        });
      }
      await store.close();
      await new Promise(setImmediate);
      expect(settled).toBe(calls.length);
    },
  },
  {
    law: 'after reopening, everything acknowledged is there, and duplicates, versions and cursors go on',
    needs: 'reopen',
    async check(store, reopen) {
      const key = keyOf('profile', 'ana');
      await store.commit({ tenant: TENANT, append: signalsOf(5), put: [{ key, value: { a: 1 } }] });
      await putOne(store, keyOf('bytes'), Uint8Array.of(1, 2));
      const version = await putOne(store, key, { a: 2 });
      const { cursor } = await store.scan({ tenant: TENANT, limit: 3 });
      const again = await reopen();
      expect(await again.get(key)).toEqual({ key, value: { a: 2 }, version });
      expect((await again.get(keyOf('bytes')))?.value).toEqual(Uint8Array.of(1, 2));
      expect((await again.scan({ tenant: TENANT, limit: 9 })).signals).toEqual(signalsOf(5));
      expect(await scanIds(again, { after: cursor })).toEqual(['s3', 's4']);
      expect((await again.commit({ tenant: TENANT, append: signalsOf(6) })).duplicates).toHaveLength(5);
      expect(await putOne(again, key)).toBeGreaterThan(version);
    },
  },
  {
    law: 'reopening forgets neither the versions of what was deleted nor the places of what was erased',
    needs: 'reopen',
    async check(store, reopen) {
      const key = keyOf('a', 'ana');
      const version = await putOne(store, key);
      await store.commit({ tenant: TENANT, append: [signalOf('b', 'bob'), ...signalsOf(3)], delete: [key] });
      const { cursor } = await store.scan({ tenant: TENANT, limit: 9 });
      await store.erase(TENANT, 'ana');
      const again = await reopen();
      await again.commit({ tenant: TENANT, append: [signalOf('later', 'bob')] });
      expect(await scanIds(again, { after: cursor })).toEqual(['later']);
      expect(await scanIds(again)).toEqual(['b', 'later']);
      expect(await putOne(again, key)).toBeGreaterThan(version);
    },
  },
  {
    law: 'commits that close found under way are there after reopening',
    needs: 'reopen',
    async check(store, reopen) {
      const commits = signalsOf(20).map((signal) => store.commit({ tenant: TENANT, append: [signal] }));
      const [again] = await Promise.all([reopen(), ...commits]);
      expect(await scanIds(again)).toHaveLength(20);
    },
  },
  {
    law: 'watch calls back after a commit, until it is stopped',
    needs: 'watch',
    async check(store) {
      let calls = 0;
      const stop = store.watch?.(TENANT, () => {
        calls += 1;
      });
      await store.commit({ tenant: TENANT, append: [signalOf('a')] });
      await expect.poll(() => calls, { timeout: 5_000 }).toBeGreaterThan(0);
      stop?.();
      stop?.();
      const heard = calls;
      await store.commit({ tenant: TENANT, append: [signalOf('b')] });
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(calls).toBe(heard);
    },
  },
];
