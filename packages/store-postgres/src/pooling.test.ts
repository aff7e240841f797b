import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { postgres } from './postgres.js';
import type { PostgresClient, PostgresPool, PostgresQuery } from './postgres-pool.js';
import { allIds, signalOf, testServer } from './test-server.fixture.js';

const server = testServer({ sync: false });
let pool: pg.Pool;

beforeEach(async () => {
  pool = new pg.Pool({ connectionString: await server().database(), max: 2 });
});
afterEach(() => pool.end());

describe('a pool that was handed in', () => {
  it('is used and not ended', async () => {
    const store = postgres(pool);
    await store.commit({ tenant: 't', append: [signalOf('s')] });
    expect(await allIds(store)).toEqual(['s']);
    await store.close();
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  it('carries many commits of one moment in few round trips, each with its own result', async () => {
    const { counted, texts } = counting(pool);
    const store = postgres(counted);
    await store.commit({ tenant: 't', append: [signalOf('s0')] });
    texts.length = 0;
    const commits = Array.from({ length: 300 }, (_, at) => store.commit({ tenant: 't', append: [signalOf(`s${at}`)] }));
    const appended = (await Promise.all(commits)).map((result) => result.appended);
    expect(appended).toEqual([0, ...Array(299).fill(1)]);
    expect(texts.filter((text) => /commit_batches|signal_ids/.test(text)).length).toBeLessThan(5);
    // People apart do not go beyond what one transaction may lock.
    texts.length = 0;
    await Promise.all(
      Array.from({ length: 300 }, (_, at) =>
        store.commit({ tenant: 't', append: [signalOf(`p${at}`, { person: `p${at}` })] }),
      ),
    );
    expect(texts.filter((text) => /commit_batches|signal_ids/.test(text)).length).toBeLessThan(6);
    await store.close();
  });

  it('appends by a plain statement, and by the function where a signal is there already', async () => {
    const { counted, texts } = counting(pool);
    const store = postgres(counted);
    const append = async (...ids: string[]) => {
      texts.length = 0;
      const { duplicates } = await store.commit({ tenant: 't', append: ids.map((id) => signalOf(id)) });
      return {
        duplicates,
        ways: texts.flatMap((text) => /sintonia\.(?:commit_batches|signal_ids)/.exec(text)?.[0] ?? []),
      };
    };
    // A tenant is made by the function.
    expect(await append('a')).toEqual({ duplicates: [], ways: ['sintonia.signal_ids', 'sintonia.commit_batches'] });
    expect(await append('b', 'c')).toEqual({ duplicates: [], ways: ['sintonia.signal_ids'] });
    expect(await append('d', 'c', 'd')).toEqual({
      duplicates: ['c', 'd'],
      ways: ['sintonia.signal_ids', 'sintonia.commit_batches'],
    });
    expect(await append('e')).toEqual({ duplicates: [], ways: ['sintonia.commit_batches'] });
    expect(await allIds(store)).toEqual(['a', 'b', 'c', 'd', 'e']);
    await store.close();
  });

  it('keeps nothing on its connections where that must not be (notify: false)', async () => {
    const left = async () => (await pool.query('SELECT name FROM pg_prepared_statements')).rows;
    for (const notify of [false, true]) {
      const store = postgres(pool, { notify });
      await store.commit({ tenant: 't', append: [signalOf(`s-${notify}`)] });
      await store.get({ tenant: 't', collection: 'c', id: 'a' });
      await allIds(store);
      await store.erase('t', 'p');
      await store.close();
      expect((await left()).length > 0).toBe(notify);
    }
  });

  it('may be full for a while: coded, and not waited for without end', async () => {
    const small = new pg.Pool({
      connectionString: pool.options.connectionString,
      max: 1,
      connectionTimeoutMillis: 150,
    });
    const store = postgres(small);
    await store.commit({ tenant: 't', append: [signalOf('s')] });
    const taken = await small.connect();
    await expect(store.commit({ tenant: 't', append: [signalOf('late')] })).rejects.toMatchObject({
      code: 'SINTONIA_STORE_FAILED',
      retryable: true,
      details: { postgres: 'connect timeout' },
    });
    taken.release();
    await store.commit({ tenant: 't', append: [signalOf('late')] });
    expect(await allIds(store)).toEqual(['s', 'late']);
    await store.close();
    await small.end();
  });
});

/** The same pool, whose connections write down what they are asked. */
function counting(of: pg.Pool): { readonly counted: PostgresPool; readonly texts: string[] } {
  const texts: string[] = [];
  const counted: PostgresPool = {
    on: (event, listener) => of.on(event, listener),
    async connect() {
      const client = (await of.connect()) as unknown as PostgresClient;
      return {
        query(query: PostgresQuery) {
          texts.push(query.text);
          return client.query(query);
        },
        release: (destroy?: boolean) => client.release(destroy),
        on: (event: 'error', listener: (error: Error) => void) => client.on(event, listener),
        removeListener: (event: 'error', listener: (error: Error) => void) => client.removeListener(event, listener),
      } as PostgresClient;
    },
  };
  return { counted, texts };
}
