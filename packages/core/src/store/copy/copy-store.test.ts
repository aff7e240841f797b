import type { Batch, Signal, Store } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { memoryStore } from '../memory-store.js';
import { type CopyProgress, copyStore } from './copy-store.js';

describe('copyStore', () => {
  it('copies signals in their order and entries of all tenants, and says what it has compared', async () => {
    const [from, to] = [await filledStore(), memoryStore()];
    const report = await copyStore(from, to);
    expect(report).toMatchObject({ signals: 4_507, entries: 1_204 });
    expect(report.parts.map(({ tenant, collection, count }) => [tenant, collection, count])).toEqual([
      ['one', undefined, 4_500],
      ['one', 'model', 1],
      ['one', 'profile', 1_200],
      ['two', undefined, 7],
      ['two', 'profile', 3],
    ]);
    expect(await everythingOf(to)).toEqual(await everythingOf(from));
    expect(await to.contents?.()).toEqual(await from.contents?.());
  });

  it('goes on where it was cut off, at any commit, and copies nothing twice', async () => {
    const from = await filledStore();
    const commits = await countCommits(from);
    expect(commits).toBeGreaterThan(6);
    for (let at = 1; at <= commits; at += 1) {
      const to = memoryStore();
      await expect(copyStore(from, failingAt(to, at))).rejects.toThrow('cut off');
      await copyStore(from, to);
      expect(await everythingOf(to)).toEqual(await everythingOf(from));
    }
  }, 60_000);

  it('also where the commit happened and nobody heard of it', async () => {
    const from = await filledStore();
    const to = memoryStore();
    await expect(copyStore(from, failingAt(to, 3, true))).rejects.toThrow('cut off');
    await copyStore(from, to);
    expect(await everythingOf(to)).toEqual(await everythingOf(from));
  });

  it('stops when told to, tells how far it is, and goes on', async () => {
    const [from, to] = [await filledStore(), memoryStore()];
    const stop = new AbortController();
    const heard: CopyProgress[] = [];
    const progress = (one: CopyProgress) => {
      heard.push(one);
      stop.abort();
    };
    await expect(copyStore(from, to, { progress, abort: stop.signal })).rejects.toMatchObject({
      code: 'SINTONIA_ABORTED',
    });
    expect(heard).toEqual([{ doing: 'copying', tenant: 'one', done: 2_000 }]);
    heard.length = 0;
    await copyStore(from, to, { progress });
    expect(heard[0]).toEqual({ doing: 'copying', tenant: 'one', done: 2_000 });
    expect(heard.at(-1)).toEqual({ doing: 'verifying', tenant: 'two', collection: 'profile', done: 3 });
    expect(await everythingOf(to)).toEqual(await everythingOf(from));
  });

  it('may be called again when all is done', async () => {
    const [from, to] = [await filledStore(), memoryStore()];
    expect(await copyStore(from, to)).toEqual(await copyStore(from, to));
  });

  it('leaves other tenants of the target alone, and refuses one that holds something else', async () => {
    const [from, to] = [await filledStore(), memoryStore()];
    await to.commit({ tenant: 'three', append: [signalOf('theirs')] });
    await copyStore(from, to);
    expect((await to.scan({ tenant: 'three', limit: 9 })).signals).toEqual([signalOf('theirs')]);

    const taken = memoryStore();
    await taken.commit({ tenant: 'two', append: [signalOf('theirs')] });
    await expect(copyStore(from, taken)).rejects.toMatchObject({
      code: 'SINTONIA_STORE_DIFFERS',
      details: { tenant: 'two', collection: null, counts: [7, 1] },
    });
    expect((await taken.scan({ tenant: 'two', limit: 9 })).signals).toEqual([signalOf('theirs')]);
  });

  it('says so when one of them was written to meanwhile, or lost something', async () => {
    const key = { tenant: 'one', collection: 'profile', id: 'profile', person: 'p7' };
    const changes: [string, Batch][] = [
      ['a value', { tenant: 'one', put: [{ key, value: { n: 8 } }] }],
      ['an entry less', { tenant: 'one', delete: [key] }],
      ['a signal more', { tenant: 'one', append: [signalOf('late')] }],
    ];
    for (const [what, batch] of changes) {
      const [from, to] = [await filledStore(), memoryStore()];
      let isDone = false;
      const progress = ({ doing }: CopyProgress) => {
        if (doing === 'copying' || isDone) return;
        isDone = true;
        void to.commit(batch);
      };
      await expect(copyStore(from, to, { progress }), what).rejects.toMatchObject({ code: 'SINTONIA_STORE_DIFFERS' });
    }
  });

  it('refuses stores that cannot tell what they hold, and unknown options', async () => {
    const { contents: _, ...blind } = { ...memoryStore(), contents: undefined };
    await expect(copyStore(blind as Store, memoryStore())).rejects.toMatchObject({ field: 'from' });
    await expect(copyStore(memoryStore(), blind as Store)).rejects.toMatchObject({ field: 'to' });
    await expect(copyStore(memoryStore(), memoryStore(), { verify: false } as object)).rejects.toMatchObject({
      field: 'verify',
    });
  });
});

function signalOf(id: string, person = 'ana'): Signal {
  return { id, type: 'x', person, timestamp: 0, receivedAt: 0, properties: { of: id } };
}

async function filledStore(): Promise<Store> {
  const store = memoryStore();
  const ids = Array.from({ length: 4_500 }, (_, at) => `s${(at * 7919) % 4_500}`);
  const profiles = Array.from({ length: 1_200 }, (_, at) => ({
    key: { tenant: 'one', collection: 'profile', id: 'profile', person: `p${at}` },
    value: { n: at },
  }));
  const model = { key: { tenant: 'one', collection: 'model', id: 'm' }, value: Uint8Array.of(1, 2, 3) };
  await store.commit({ tenant: 'one', append: ids.map((id) => signalOf(id)), put: [...profiles, model] });
  await store.commit({
    tenant: 'two',
    append: ids.slice(0, 7).map((id) => signalOf(id)),
    put: ['a', 'b', 'c'].map((id) => ({ key: { tenant: 'two', collection: 'profile', id }, value: id })),
  });
  return store;
}

async function everythingOf(store: Store) {
  const found = [];
  for (const { tenant, collections } of (await store.contents?.()) ?? []) {
    const { signals } = await store.scan({ tenant, limit: 10_000 });
    for (const collection of collections) {
      const entries = await store.list({ tenant, collection, limit: 10_000 });
      found.push(entries.map(({ key, value }) => ({ key, value })));
    }
    found.push(signals);
  }
  return found;
}

/** @param isWritten whether the commit that fails has happened. */
function failingAt(store: Store, which: number, isWritten = false): Store {
  let count = 0;
  return storeWith(store, async (batch) => {
    count += 1;
    if (count !== which) return store.commit(batch);
    if (isWritten) await store.commit(batch);
    throw new Error('cut off');
  });
}

async function countCommits(from: Store): Promise<number> {
  const to = memoryStore();
  let count = 0;
  await copyStore(
    from,
    storeWith(to, (batch) => {
      count += 1;
      return to.commit(batch);
    }),
  );
  return count;
}

function storeWith(store: Store, commit: Store['commit']): Store {
  return {
    name: store.name,
    specVersion: 1,
    commit,
    scan: (query) => store.scan(query),
    get: (key) => store.get(key),
    list: (query) => store.list(query),
    erase: (tenant, person) => store.erase(tenant, person),
    contents: () => store.contents?.() ?? Promise.resolve([]),
    close: () => store.close(),
  };
}
