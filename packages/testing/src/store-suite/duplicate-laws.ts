import { expect } from 'vitest';
import type { StoreLaw } from './law.js';
import { keyOf, scanIds, signalOf, TENANT } from './samples.js';

export const duplicateLaws: readonly StoreLaw[] = [
  {
    law: 'a signal whose id is stored already is left out and named, and the rest of the batch happens',
    async check(store) {
      const first = signalOf('a', 'ana', { value: 1 });
      await store.commit({ tenant: TENANT, append: [first, signalOf('b')] });
      const result = await store.commit({
        tenant: TENANT,
        append: [signalOf('c'), signalOf('a', 'bob', { value: 2 }), signalOf('d')],
        put: [{ key: keyOf('k'), value: 1 }],
      });
      expect(result).toMatchObject({ appended: 2, duplicates: ['a'] });
      expect(await scanIds(store)).toEqual(['a', 'b', 'c', 'd']);
      expect((await store.scan({ tenant: TENANT, limit: 1 })).signals).toEqual([first]);
      expect(await scanIds(store, { person: 'bob' })).toEqual([]);
      expect(await store.get(keyOf('k'))).toMatchObject({ value: 1 });
    },
  },
  {
    law: 'of two signals with one id in one batch the first is stored',
    async check(store) {
      const first = signalOf('a', 'ana', { value: 1 });
      const result = await store.commit({
        tenant: TENANT,
        append: [first, signalOf('b'), signalOf('a', 'bob', { value: 2 })],
      });
      expect(result).toMatchObject({ appended: 2, duplicates: ['a'] });
      expect((await store.scan({ tenant: TENANT, limit: 9 })).signals).toEqual([first, signalOf('b')]);
    },
  },
  {
    law: 'with `refuse`, a duplicate refuses the whole batch and details.ids names it',
    async check(store) {
      await store.commit({ tenant: TENANT, append: [signalOf('a'), signalOf('b')] });
      const refused = store.commit({
        tenant: TENANT,
        append: [signalOf('c'), signalOf('b'), signalOf('a')],
        onDuplicate: 'refuse',
        put: [{ key: keyOf('k'), value: 1 }],
      });
      const error: unknown = await refused.then(undefined, (reason) => reason);
      expect(error).toMatchObject({ code: 'SINTONIA_STORE_DUPLICATE', retryable: true });
      expect([...(error as { details: { ids: string[] } }).details.ids].sort()).toEqual(['a', 'b']);
      expect(await scanIds(store)).toEqual(['a', 'b']);
      expect(await store.get(keyOf('k'))).toBeUndefined();
    },
  },
  {
    law: 'with `refuse`, a duplicate inside the batch counts too, and a batch without one passes',
    async check(store) {
      const twice = [signalOf('a'), signalOf('a')];
      await expect(store.commit({ tenant: TENANT, append: twice, onDuplicate: 'refuse' })).rejects.toMatchObject({
        code: 'SINTONIA_STORE_DUPLICATE',
        details: { ids: ['a'] },
      });
      expect(await scanIds(store)).toEqual([]);
      const result = await store.commit({ tenant: TENANT, append: [signalOf('a')], onDuplicate: 'refuse' });
      expect(result).toEqual({ appended: 1, duplicates: [], versions: [] });
    },
  },
];
