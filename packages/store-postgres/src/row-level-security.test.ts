import { storeSuite } from '@sintonia/testing';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { postgres } from './postgres.js';
import { allIds, signalOf, testServer } from './test-server.fixture.js';

const server = testServer({ sync: false });

describe('row level security', () => {
  it('shows nothing but the tenant that a transaction names, also to the owner of the tables', async () => {
    const address = await plainDatabase();
    const store = postgres(address, { rowLevelSecurity: true });
    const key = (tenant: string) => ({ tenant, collection: 'c', id: 'a' });
    for (const tenant of ['one', 'two']) {
      await store.commit({ tenant, append: [signalOf(`of ${tenant}`)], put: [{ key: key(tenant), value: tenant }] });
    }
    expect(await allIds(store, 'one')).toEqual(['of one']);
    const many = await store.getMany?.([key('two'), key('one'), key('none')]);
    expect(many?.map((entry) => entry?.value)).toEqual(['two', 'one', undefined]);

    const client = new pg.Client(address);
    await client.connect();
    const count = async (table: string) =>
      (await client.query(`SELECT count(*)::int AS n FROM sintonia.${table}`)).rows[0].n;
    for (const table of ['signals', 'signals_1', 'signal_ids', 'entries']) expect(await count(table)).toBe(0);
    await client.query(
      "SELECT set_config('sintonia.tenant', (SELECT id::text FROM sintonia.tenants WHERE name = 'two'), false)",
    );
    expect((await client.query('SELECT id FROM sintonia.signals')).rows).toEqual([{ id: 'of two' }]);
    await expect(client.query("INSERT INTO sintonia.signal_ids VALUES (1, 'smuggled')")).rejects.toMatchObject({
      code: '42501',
    });
    await client.end();

    // Who does not ask for it finds it and heeds it.
    const another = postgres(address);
    expect(await allIds(another, 'two')).toEqual(['of two']);
    expect(await another.erase('two', 'p')).toEqual({ signals: 1, entries: 0 });
    expect(await allIds(store, 'one')).toEqual(['of one']);
    await Promise.all([store.close(), another.close()]);
  });

  it('covers parts that begin later', async () => {
    const address = await plainDatabase();
    const store = postgres(address, { rowLevelSecurity: true });
    await store.commit({ tenant: 't', append: [signalOf('a')] });
    await store.close();
    const client = new pg.Client(address);
    await client.connect();
    await client.query("UPDATE sintonia.store SET part_since = now() - interval '32 days'");
    const again = postgres(address, { rowLevelSecurity: true });
    await again.commit({ tenant: 't', append: [signalOf('b')] });
    expect((await client.query('SELECT * FROM sintonia.signals_2')).rows).toEqual([]);
    expect(await allIds(again)).toEqual(['a', 'b']);
    await client.end();
    await again.close();
  });
});

if (process.env.SINTONIA_DEEP) {
  let address = '';
  const options = { rowLevelSecurity: true, notify: false };
  storeSuite('postgres with row level security and without sessions', {
    async open() {
      address = await plainDatabase();
      return postgres(address, options);
    },
    reopen: () => postgres(address, options),
  });
}

/** A database of somebody who is no superuser: those are bound by no policy. */
async function plainDatabase(): Promise<string> {
  const address = await server().database();
  const client = new pg.Client(address);
  await client.connect();
  await client.query('DO $$ BEGIN CREATE ROLE plain LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$');
  await client.query(`ALTER DATABASE ${address.split('/').pop()} OWNER TO plain`);
  await client.end();
  return address.replace('sintonia@', 'plain@');
}
