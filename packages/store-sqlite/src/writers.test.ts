import { setImmediate as nextTurn } from 'node:timers/promises';
import { isSintoniaError, type Store } from '@sintonia/spec';
import fc from 'fast-check';
import Database from 'libsql';
import { describe, expect, it } from 'vitest';
import { DirectWriter, isSmall } from './direct-writer.js';
import { sqlite } from './sqlite.js';
import { allIds, signalOf, testFolder } from './test-folder.fixture.js';
import { workOf } from './work-of.js';

const pathOf = testFolder();
const key = { tenant: 't', collection: 'counts', id: 'all' };
let files = 0;

/** Counts one more, together with a signal: again where somebody else was quicker. */
async function count(store: Store, id: string): Promise<void> {
  const { version = 0, value = 0 } = (await store.get(key)) ?? {};
  try {
    await store.commit({
      tenant: 't',
      append: [signalOf(id)],
      check: [{ key, version }],
      put: [{ key, value: Number(value) + 1 }],
    });
  } catch (error) {
    if (!isSintoniaError(error, 'STORE_CONFLICT')) throw error;
    await count(store, id);
  }
}

describe('commits that come one by one', () => {
  it('wait for another process on the thread, while the event loop goes on', async () => {
    const store = sqlite(pathOf('locked.db'), { lone: 'caller' });
    await store.commit({ tenant: 't', append: [signalOf('first')] });
    const other = new Database(pathOf('locked.db'));
    other.exec('BEGIN IMMEDIATE');
    let isDone = false;
    const waiting = store.commit({ tenant: 't', append: [signalOf('second')] }).then(() => {
      isDone = true;
    });
    for (let turn = 0; turn < 100; turn += 1) await nextTurn();
    expect(isDone).toBe(false);
    other.exec('COMMIT');
    other.close();
    await waiting;
    expect(await allIds(store)).toEqual(['first', 'second']);
    await store.close();
  });

  it('and commits that come together are one log, whoever writes them', { timeout: 30_000 }, async () => {
    const bursts = fc.array(fc.constantFrom(1, 1, 1, 2, 5), { minLength: 30, maxLength: 60 });
    const property = fc.asyncProperty(bursts, async (sizes) => {
      files += 1;
      const path = pathOf(`bursts-${files}.db`);
      const stores = (['caller', 'auto', 'thread'] as const).map((lone) => sqlite(path, { lone }));
      let sum = 0;
      for (const [at, size] of sizes.entries()) {
        const store = stores[at % stores.length] as Store;
        await Promise.all(Array.from({ length: size }, (_, place) => count(store, `s${sum + place}`)));
        sum += size;
        expect((await stores[0]?.get(key))?.value).toBe(sum);
      }
      const ids = await allIds(stores[0] as Store);
      expect(ids).toHaveLength(sum);
      // Those of a burst in any order, the bursts in theirs.
      let from = 0;
      for (const size of sizes) {
        const expected = Array.from({ length: size }, (_, place) => `s${from + place}`);
        expect(ids.slice(from, from + size).sort()).toEqual(expected.sort());
        from += size;
      }
      for (const store of stores) await store.close();
    });
    await fc.assert(property, { numRuns: 5 });
  });

  it('leave it to the thread to fold the log, and what is large', async () => {
    const store = sqlite(pathOf('direct.db'));
    await store.commit({ tenant: 't', append: [signalOf('first')] });
    const settings = { path: pathOf('direct.db'), busyTimeoutMs: 0, maxBytes: undefined, lone: 'auto' } as const;
    const writer = new DirectWriter(settings);
    const replies = Array.from({ length: 1_000 }, (_, at) =>
      writer.run(workOf({ tenant: 't', append: [signalOf(`s${at}`)] })),
    );
    expect(replies.filter((reply) => reply === undefined)).toHaveLength(2);
    const text = 'x'.repeat(10_000);
    writer.close();
    await store.close();
    expect(isSmall(workOf({ tenant: 't', append: [signalOf('large', { properties: { text } })] }))).toBe(false);
    expect(isSmall(workOf({ tenant: 't', trim: [{ person: 'p', before: 1 }] }))).toBe(false);
    expect(isSmall(workOf({ tenant: 't', append: [signalOf('small')] }))).toBe(true);
  });
});
