import type { Check, Store } from '@sintonia/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sqlite } from './sqlite.js';
import { allIds, signalOf, testFolder } from './test-folder.fixture.js';

const pathOf = testFolder();
const tenant = 't';

/** Names with which a text within a text may go wrong; and few, so that they meet. */
const name = fc.oneof(
  fc.constantFrom('a', '"', '\\', "'", '\n', '0', '1e3', '__proto__', '{', '$.a', 'ñ', '🎵', 'null'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 }).filter((text) => !text.includes('\0')),
);
const collection = fc.constantFrom('one', 'two');
const own = { tenant: fc.constant(tenant), collection };
const key = fc.oneof(
  fc.record({ ...own, id: fc.oneof(fc.constant('same'), name), person: name }),
  fc.record({ ...own, id: name }),
);
const keys = fc.uniqueArray(key, { minLength: 30, maxLength: 120, selector: (each) => JSON.stringify(each) });

async function versionsOf(store: Store, all: readonly Check['key'][]): Promise<Check[]> {
  const entries = (await store.getMany?.(all)) ?? [];
  return all.map((each, at) => ({ key: each, version: entries[at]?.version ?? 0 }));
}

describe('checks of many entries', () => {
  it('hold while nothing changed, and each of them fails the commit when its entry did', {
    timeout: 60_000,
  }, async () => {
    const store = sqlite(pathOf('checks.db'));
    let runs = 0;
    const property = fc.asyncProperty(keys, fc.nat(), fc.boolean(), async (all, chosen, wasThere) => {
      runs += 1;
      const half = all.filter((_, at) => at % 2 === 0);
      await store.commit({ tenant, put: half.map((each) => ({ key: each, value: runs })) });
      const check = await versionsOf(store, all);
      await store.commit({ tenant, check, append: [signalOf(`held ${runs}`)] });

      const changed = (wasThere ? half : all)[chosen % (wasThere ? half : all).length] as Check['key'];
      await store.commit({ tenant, put: [{ key: changed, value: -runs }] });
      const late = store.commit({ tenant, check, append: [signalOf(`late ${runs}`)] });
      await expect(late).rejects.toMatchObject({
        code: 'SINTONIA_STORE_CONFLICT',
        details: { collection: changed.collection },
      });
    });
    await fc.assert(property, { numRuns: 40 });
    expect(await allIds(store)).toEqual(Array.from({ length: runs }, (_, at) => `held ${at + 1}`));
    await store.close();
  });

  it('fail where a batch asks twice for one entry, once wrongly', async () => {
    const store = sqlite(pathOf('twice.db'));
    const ofPerson = (at: number) => ({ tenant, collection: 'c', id: 'same', person: `p${at}` });
    const check = Array.from({ length: 20 }, (_, at) => ({ key: ofPerson(at), version: 0 }));
    const wrong = [...check.slice(0, 10), { key: ofPerson(3), version: 7 }, ...check.slice(10)];
    await expect(store.commit({ tenant, check: wrong })).rejects.toMatchObject({ code: 'SINTONIA_STORE_CONFLICT' });
    await expect(store.commit({ tenant, check: [...check, ...check] })).resolves.toBeDefined();
    await store.close();
  });
});
