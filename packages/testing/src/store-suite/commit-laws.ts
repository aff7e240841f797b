import type { Key } from '@sintonia/spec';
import { expect } from 'vitest';
import type { StoreLaw } from './law.js';
import { expectCode, keyOf, putOne, scanIds, signalOf, TENANT } from './samples.js';

export const commitLaws: readonly StoreLaw[] = [
  {
    law: 'one failing check among many refuses the whole batch',
    async check(store) {
      const keys = Array.from({ length: 60 }, (_, at) => keyOf(`id-${at}`, `person-${at % 7}`));
      const { versions } = await store.commit({ tenant: TENANT, put: keys.map((key) => ({ key, value: 1 })) });
      const check = keys.map((key, at) => ({ key, version: versions[at] as number }));
      const put = keys.map((key) => ({ key, value: 2 }));
      for (const wrong of [0, 31, 59]) {
        const stale = check.with(wrong, { key: keys[wrong] as Key, version: 0 });
        await expectCode(store.commit({ tenant: TENANT, check: stale, put }), 'STORE_CONFLICT');
      }
      const after = await Promise.all(keys.map((key) => store.get(key)));
      expect(after.map((entry) => entry?.value)).toEqual(Array(60).fill(1));
      const second = await store.commit({ tenant: TENANT, check, put });
      expect(Math.min(...second.versions)).toBeGreaterThan(Math.max(...versions));
      expect(new Set(second.versions).size).toBe(60);
      expect((await store.get(keys[59] as Key))?.version).toBe(second.versions[59]);
    },
  },
  {
    law: 'a failed check leaves nothing of the batch behind',
    async check(store) {
      const kept = keyOf('kept', 'ana');
      const version = await putOne(store, kept, 'before');
      await expectCode(
        store.commit({
          tenant: TENANT,
          append: [signalOf('s')],
          check: [
            { key: keyOf('free'), version: 0 },
            { key: kept, version: version + 1 },
            { key: keyOf('other'), version: 0 },
          ],
          put: [
            { key: kept, value: 'after' },
            { key: keyOf('new'), value: 'after' },
          ],
          delete: [kept],
        }),
        'STORE_CONFLICT',
      );
      expect(await store.get(kept)).toEqual({ key: kept, value: 'before', version });
      expect(await store.get(keyOf('new'))).toBeUndefined();
      expect(await scanIds(store)).toEqual([]);
      expect(await store.commit({ tenant: TENANT, append: [signalOf('s')] })).toMatchObject({ appended: 1 });
    },
  },
  {
    law: 'signals, puts and deletes of one batch happen together',
    async check(store) {
      const old = keyOf('old', 'ana');
      const version = await putOne(store, old);
      const result = await store.commit({
        tenant: TENANT,
        append: [signalOf('s')],
        check: [{ key: old, version }],
        put: [{ key: keyOf('new', 'ana'), value: { of: 's' } }],
        delete: [old],
      });
      expect(result).toEqual({ appended: 1, duplicates: [], versions: [expect.any(Number)] });
      expect(await scanIds(store)).toEqual(['s']);
      expect(await store.get(old)).toBeUndefined();
      expect(await store.get(keyOf('new', 'ana'))).toMatchObject({ value: { of: 's' }, version: result.versions[0] });
    },
  },
  {
    law: 'a check of version 0 holds only while the entry does not exist',
    async check(store) {
      const key = keyOf('a');
      const create = () => store.commit({ tenant: TENANT, check: [{ key, version: 0 }], put: [{ key, value: 1 }] });
      await create();
      await expectCode(create(), 'STORE_CONFLICT');
      await store.commit({ tenant: TENANT, delete: [key] });
      await create();
    },
  },
  {
    law: 'a check holds for exactly the current version',
    async check(store) {
      const key = keyOf('a', 'ana');
      const first = await putOne(store, key, 1);
      const second = await putOne(store, key, 2);
      for (const version of [0, first, second - 1, second + 1]) {
        await expectCode(store.commit({ tenant: TENANT, check: [{ key, version }] }), 'STORE_CONFLICT');
      }
      await store.commit({ tenant: TENANT, check: [{ key, version: second }] });
      expect(await store.get(key)).toEqual({ key, value: 2, version: second });
    },
  },
  {
    law: 'versions are positive integers that grow with every put, in the order of the puts',
    async check(store) {
      const [a, b] = [keyOf('a'), keyOf('b')];
      const latest = { a: 0, b: 0 };
      for (let round = 0; round < 5; round += 1) {
        const { versions } = await store.commit({
          tenant: TENANT,
          put: [
            { key: a, value: round },
            { key: b, value: round },
          ],
        });
        const [ofA, ofB] = versions as [number, number];
        expect(versions).toHaveLength(2);
        expect(Number.isSafeInteger(ofA) && Number.isSafeInteger(ofB)).toBe(true);
        expect(ofA).toBeGreaterThan(latest.a);
        expect(ofB).toBeGreaterThan(latest.b);
        expect((await store.get(a))?.version).toBe(ofA);
        expect((await store.get(b))?.version).toBe(ofB);
        latest.a = ofA;
        latest.b = ofB;
      }
    },
  },
  {
    law: 'a version is never used again for the same key, not even after delete or erase',
    async check(store) {
      const key = keyOf('a', 'ana');
      const seen: number[] = [];
      for (let round = 0; round < 3; round += 1) {
        seen.push(await putOne(store, key), await putOne(store, key));
        await store.commit({ tenant: TENANT, delete: [key] });
        seen.push(await putOne(store, key));
        await store.erase(TENANT, 'ana');
      }
      expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
    },
  },
  {
    law: 'keys that differ in collection, person or id only are different keys',
    async check(store) {
      const keys = [keyOf('a'), keyOf('a', 'ana'), keyOf('a', 'bob'), keyOf('a', 'ana', 'other'), keyOf('b', 'ana')];
      await store.commit({ tenant: TENANT, put: keys.map((key, index) => ({ key, value: index })) });
      await store.commit({ tenant: TENANT, delete: [keyOf('a', 'ana')] });
      const values = await Promise.all(keys.map(async (key) => (await store.get(key))?.value));
      expect(values).toEqual([0, undefined, 2, 3, 4]);
    },
  },
  {
    law: 'an empty batch, and deleting what is not there, are no errors',
    async check(store) {
      expect(await store.commit({ tenant: TENANT })).toEqual({ appended: 0, duplicates: [], versions: [] });
      await store.commit({ tenant: TENANT, delete: [keyOf('nothing'), keyOf('nothing', 'ana')] });
      expect(await store.get(keyOf('nothing'))).toBeUndefined();
    },
  },
  {
    law: 'a batch refuses the key of another tenant',
    async check(store) {
      const key = keyOf('a', undefined, 'things', 'elsewhere');
      await expectCode(store.commit({ tenant: TENANT, put: [{ key, value: 1 }] }), 'INPUT_INVALID');
      await expectCode(store.commit({ tenant: TENANT, delete: [key] }), 'INPUT_INVALID');
      await expectCode(store.commit({ tenant: TENANT, check: [{ key, version: 0 }] }), 'INPUT_INVALID');
      expect(await store.get(key)).toBeUndefined();
    },
  },
];
