import type { JsonValue, Store, StoreValue } from '@sintonia/spec';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { StoreLaw } from './law.js';
import { keyOf, putOne, signalOf, TENANT } from './samples.js';

export const valueLaws: readonly StoreLaw[] = [
  {
    law: 'getMany says of each key what get says, in their order',
    needs: 'getMany',
    async check(store) {
      const put = Array.from({ length: 40 }, (_, at) => ({
        key: keyOf(`id-${at}`, at % 3 === 0 ? undefined : 'ana'),
        value: at % 5 === 0 ? new Uint8Array([at, 0]) : { at, text: 'é😀' },
      }));
      await store.commit({ tenant: TENANT, put });
      const asked = [
        ...put.map(({ key }) => key).reverse(),
        keyOf('absent'),
        keyOf('id-0', 'bob'),
        keyOf('id-1', 'ana'),
      ];
      asked.push({ ...keyOf('id-0'), tenant: 'another' });
      const said = await store.getMany?.(asked);
      expect(said).toStrictEqual(await Promise.all(asked.map((key) => store.get(key))));
      expect(said?.filter((entry) => entry !== undefined)).toHaveLength(put.length + 1);
      expect(await store.getMany?.([])).toEqual([]);
    },
  },
  {
    law: 'a signal comes back as it was, down to every optional member',
    async check(store) {
      const append = [
        signalOf('bare'),
        signalOf('full', '~ü😀', {
          timestamp: -1,
          receivedAt: 8.64e15,
          itemId: 'mug "1"',
          value: -0.1,
          properties: {
            nested: { list: [1, null, false, { deep: 'é😀' }] },
            empty: {},
            text: "'; DROP TABLE x; --\u0000",
          },
          context: { locale: 'pt', list: [] },
        }),
        signalOf('zero', 'bob', { timestamp: 0, value: 0, properties: {} }),
        signalOf('large', 'bob', { value: Number.MAX_VALUE, properties: { text: 'x'.repeat(65_536) } }),
      ];
      await store.commit({ tenant: TENANT, append });
      expect((await store.scan({ tenant: TENANT, limit: 10 })).signals).toStrictEqual(append);
    },
  },
  {
    law: 'any JSON value comes back as it was',
    async check(store) {
      const key = keyOf('a', 'ana');
      const plain: JsonValue[] = [
        null,
        false,
        true,
        0,
        -1.5,
        1e300,
        '',
        'text',
        'null',
        '{',
        [],
        {},
        [[]],
        'é😀\u0000',
      ];
      for (const value of plain) expect(await roundTrip(store, key, value)).toStrictEqual(value);
      await fc.assert(
        fc.asyncProperty(fc.jsonValue(), async (raw) => {
          const value: JsonValue = JSON.parse(JSON.stringify(raw));
          expect(await roundTrip(store, key, value)).toEqual(value);
        }),
        { numRuns: 50 },
      );
    },
  },
  {
    law: 'bytes come back as bytes',
    async check(store) {
      const all = Uint8Array.from({ length: 256 }, (_, index) => index);
      for (const bytes of [
        all,
        new Uint8Array(0),
        all.subarray(10, 20),
        Buffer.from('text'),
        new Uint8Array(1 << 20),
      ]) {
        const value = await roundTrip(store, keyOf('model'), bytes);
        expect(value).toBeInstanceOf(Uint8Array);
        expect(Buffer.compare(value as Uint8Array, bytes)).toBe(0);
      }
      expect((await store.list({ tenant: TENANT, collection: 'things', limit: 1 }))[0]?.value).toBeInstanceOf(
        Uint8Array,
      );
    },
  },
  {
    law: 'whoever changes what went in or came out does not change the store',
    async check(store) {
      const key = keyOf('a', 'ana');
      const value = { list: [1] };
      const bytes = Uint8Array.of(1, 2, 3);
      const signal = { ...signalOf('s'), properties: { list: [1] } };
      await store.commit({
        tenant: TENANT,
        append: [signal],
        put: [
          { key, value },
          { key: keyOf('bytes'), value: bytes },
        ],
      });
      value.list.push(2);
      bytes[0] = 9;
      signal.properties.list.push(2);
      for (let round = 0; round < 2; round += 1) {
        const [read] = (await store.scan({ tenant: TENANT, limit: 1 })).signals;
        const [entry, listed] = [
          await store.get(key),
          await store.list({ tenant: TENANT, collection: 'things', limit: 9 }),
        ];
        const raw = await store.get(keyOf('bytes'));
        expect(read?.properties).toEqual({ list: [1] });
        expect(entry).toMatchObject({ key, value: { list: [1] } });
        expect(listed[0]).toMatchObject({ key, value: { list: [1] } });
        expect(raw?.value).toEqual(Uint8Array.of(1, 2, 3));
        // Frozen is fine, so is a copy.
        attempt(() => addTo(read?.properties));
        attempt(() => Object.assign(read as object, { type: 'changed' }));
        attempt(() => addTo(entry?.value));
        attempt(() => addTo(listed[0]?.value));
        attempt(() => Object.assign(entry as object, { version: 999 }));
        attempt(() => Object.assign(entry?.key as object, { id: 'changed' }));
        attempt(() => raw?.value instanceof Uint8Array && raw.value.fill(9));
        attempt(() => listed[1]?.value instanceof Uint8Array && listed[1].value.fill(9));
      }
      expect((await store.scan({ tenant: TENANT, limit: 1 })).signals).toEqual([
        signalOf('s', 'ana', { properties: { list: [1] } }),
      ]);
    },
  },
];

async function roundTrip(store: Store, key: ReturnType<typeof keyOf>, value: StoreValue) {
  await putOne(store, key, value);
  return (await store.get(key))?.value;
}

function addTo(value: unknown): void {
  (value as { list: number[] }).list.push(3);
}

function attempt(change: () => unknown): void {
  try {
    change();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}
