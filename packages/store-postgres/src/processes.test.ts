import { isSintoniaError, type Store } from '@sintonia/spec';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { postgres } from './postgres.js';
import { allIds, query, signalOf, testServer } from './test-server.fixture.js';

const server = testServer({ sync: false });
let address: string;
let stores: Store[];

// A store has its own connections and shares nothing with another: to the database they are processes.
beforeEach(async () => {
  address = await server().database();
  stores = [1, 2, 3, 4].map(() => postgres(address));
});
afterEach(() => Promise.all(stores.map((store) => store.close())));

describe('several processes', () => {
  it('may make the schema at once', async () => {
    await Promise.all(stores.map((store, at) => store.commit({ tenant: 't', append: [signalOf(`s${at}`)] })));
    expect((await allIds(stores[0] as Store)).toSorted()).toEqual(['s0', 's1', 's2', 's3']);
  });

  it('lose no increment and double no signal, whatever order they come in, without a deadlock', async () => {
    const loops = stores.flatMap((store, process) =>
      Array.from({ length: 8 }, async (_, loop) => {
        for (let round = 0; round < 6; round += 1) {
          // Each comes from every process, in orders that cross.
          const ids = Array.from({ length: 6 }, (_, at) => `s${round}-${(at * 5 + process + loop) % 12}`);
          await store.commit({ tenant: 't', append: ids.map((id, at) => signalOf(id, { person: `p${at}` })) });
          await increment(store, [`a${round % 3}`, `b${loop % 2}`, 'all']);
        }
      }),
    );
    await Promise.all(loops);
    const [store] = stores as [Store];
    expect(await store.get(keyOf('all'))).toMatchObject({ value: 4 * 8 * 6 });
    expect((await allIds(store)).toSorted()).toEqual(
      Array.from({ length: 72 }, (_, at) => `s${Math.floor(at / 12)}-${at % 12}`).toSorted(),
    );
    expect(await deadlocks()).toBe(0);
  }, 60_000);

  it('cannot both act on the absence of what the other writes', async () => {
    expect(await racesLost()).toBe(0);
  });

  it('could, if they did not lock what is absent: the planted fault is seen', async () => {
    await stores[0]?.get(keyOf('opened'));
    await query(
      address,
      `CREATE OR REPLACE FUNCTION sintonia.lock_names(own_name text, names text[], is_shared boolean[])
      RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.001); RETURN true; END $$`,
    );
    expect(await racesLost()).toBeGreaterThan(0);
  });

  it('erase whole commits of others, or nothing of them', async () => {
    const [one, other] = stores as [Store, Store];
    for (let round = 0; round < 20; round += 1) {
      const commits = Array.from({ length: 5 }, (_, at) =>
        one.commit({
          tenant: 't',
          append: [signalOf(`${round}-${at}`)],
          put: [{ key: { ...keyOf(`${round}-${at}`), person: 'p' }, value: 1 }],
        }),
      );
      const [erased] = await Promise.all([other.erase('t', 'p'), ...commits]);
      expect(erased.signals).toBe(erased.entries);
      const left = await one.list({ tenant: 't', collection: 'c', person: 'p', limit: 1_000 });
      expect((await allIds(one)).toSorted()).toEqual(left.map(({ key }) => key.id));
    }
  });

  it('give no version twice', async () => {
    const key = keyOf('a');
    const versions = await Promise.all(
      stores.flatMap((store) =>
        Array.from({ length: 10 }, async (_, at) => {
          const { versions } = await store.commit({ tenant: 't', put: [{ key, value: at }] });
          await store.commit({ tenant: 't', delete: [key] });
          return versions[0] as number;
        }),
      ),
    );
    expect(new Set(versions).size).toBe(40);
  });

  it('write a batch that locks the tenant as a whole, beside small ones', async () => {
    const [one, other] = stores as [Store, Store];
    const many = Array.from({ length: 3_000 }, (_, at) => signalOf(`m${at}`, { person: `p${at}` }));
    const small = Array.from({ length: 30 }, (_, at) => other.commit({ tenant: 't', append: [signalOf(`s${at}`)] }));
    expect((await one.commit({ tenant: 't', append: many })).appended).toBe(3_000);
    await Promise.all(small);
    expect(await allIds(one)).toHaveLength(3_030);
  });
});

/** Each of two creates its own entry on condition that the other's is absent. @returns how often both did. */
async function racesLost(): Promise<number> {
  const [one, other] = stores as [Store, Store];
  const create = (store: Store, own: string, others: string) =>
    store.commit({ tenant: 't', check: [{ key: keyOf(others), version: 0 }], put: [{ key: keyOf(own), value: 1 }] });
  let lost = 0;
  for (let round = 0; round < 60; round += 1) {
    const outcomes = await Promise.allSettled([
      create(one, `a${round}`, `b${round}`),
      create(other, `b${round}`, `a${round}`),
    ]);
    if (outcomes.every(({ status }) => status === 'fulfilled')) lost += 1;
  }
  return lost;
}

/** All counters together, or none, until it succeeds. */
async function increment(store: Store, ids: readonly string[]): Promise<void> {
  for (;;) {
    const entries = await Promise.all(ids.map((id) => store.get(keyOf(id))));
    try {
      await store.commit({
        tenant: 't',
        check: ids.map((id, at) => ({ key: keyOf(id), version: entries[at]?.version ?? 0 })),
        put: ids.map((id, at) => ({ key: keyOf(id), value: Number(entries[at]?.value ?? 0) + 1 })),
      });
      return;
    } catch (error) {
      if (!isSintoniaError(error, 'STORE_CONFLICT')) throw error;
    }
  }
}

function keyOf(id: string) {
  return { tenant: 't', collection: 'c', id };
}

async function deadlocks(): Promise<number> {
  const [row] = await query(address, 'SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()');
  return Number(row?.deadlocks);
}
