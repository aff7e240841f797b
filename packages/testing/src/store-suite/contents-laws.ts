import { expect } from 'vitest';
import type { StoreLaw } from './law.js';
import { keyOf, signalOf, TENANT } from './samples.js';

export const contentsLaws: readonly StoreLaw[] = [
  {
    law: 'contents are the tenants that hold something and the collections of their entries, in the order of their bytes',
    needs: 'contents',
    async check(store) {
      expect(await store.contents?.()).toEqual([]);
      const put = (...keys: ReturnType<typeof keyOf>[]) =>
        store.commit({ tenant: keys[0]?.tenant as string, put: keys.map((key) => ({ key, value: 1 })) });
      await put(keyOf('a', 'ana', '\u{10ffff}'), keyOf('b', undefined, '\uffff'), keyOf('c', 'ana'), keyOf('d', 'bob'));
      await put(keyOf('a', undefined, 'gone', '\u{10ffff}'));
      await store.commit({ tenant: '\uffff', append: [signalOf('s')] });
      await store.scan({ tenant: 'only asked for', limit: 1 });
      expect(await store.contents?.()).toEqual([
        { tenant: TENANT, collections: ['things', '\uffff', '\u{10ffff}'] },
        { tenant: '\uffff', collections: [] },
        { tenant: '\u{10ffff}', collections: ['gone'] },
      ]);
      await store.commit({ tenant: '\u{10ffff}', delete: [keyOf('a', undefined, 'gone', '\u{10ffff}')] });
      await store.erase('\uffff', 'ana');
      await store.erase(TENANT, 'ana');
      expect(await store.contents?.()).toEqual([{ tenant: TENANT, collections: ['things', '\uffff'] }]);
    },
  },
];
