import pg from 'pg';
import { beforeEach, describe, expect, it } from 'vitest';
import { openedStores } from './opened-stores.fixture.js';
import { postgres } from './postgres.js';
import { schema } from './schema/schema.js';
import { allIds, query, signalOf, testServer } from './test-server.fixture.js';

const server = testServer({ sync: false });
const batch = { tenant: 't', append: [signalOf('s')] };
const open = openedStores();
let address: string;

beforeEach(async () => {
  address = await server().database();
});

describe('opening', () => {
  it.each([
    ['source', '', {}],
    ['source', 'mysql://secret@h/d', {}],
    ['schema', 'postgres://h/d', { schema: 'a"; DROP' }],
    ['schema', 'postgres://h/d', { schema: 'pg_mine' }],
    ['connections', 'postgres://h/d', { connections: 0 }],
    ['connectTimeoutMs', 'postgres://h/d', { connectTimeoutMs: Number.NaN }],
    ['statementTimeoutMs', 'postgres://h/d', { statementTimeoutMs: 1 }],
    ['ssl', 'postgres://h/d', { ssl: 'yes' }],
    ['notify', 'postgres://h/d', { notify: 1 }],
    ['rowLevelSecurity', 'postgres://h/d', { rowLevelSecurity: 'on' }],
    ['notifications', 'postgres://h/d', { notifications: true }],
  ])('refuses a wrong %s and does not repeat it', (field, source, options) => {
    const attempt = () => postgres(source, options as object);
    expect(attempt).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/OPTION_INVALID|INPUT_INVALID/), field }),
    );
    expect(attempt).not.toThrow(/secret|DROP/);
  });

  it('connects to nothing before its first use', async () => {
    const store = postgres('postgres://nobody:secret@127.0.0.1:1/none');
    await store.close();
    await expect(store.commit(batch)).rejects.toMatchObject({ code: 'SINTONIA_STORE_CLOSED' });
  });

  it.each([
    ['no server', 'ECONNREFUSED', () => 'postgres://ana:secret@127.0.0.1:1/private'],
    ['no such database', '3D000', () => address.replace(/[^/]*$/, 'private')],
    ['no such user', '28000', () => address.replace('sintonia@', 'ana:secret@')],
    ['no TLS', 'no TLS', () => `${address}?sslmode=verify-full`],
  ])('fails coded, without the address: %s', async (_, code, source) => {
    const store = open(source());
    const error: unknown = await store.commit(batch).then(undefined, (reason) => reason);
    expect(error).toMatchObject({ code: 'SINTONIA_STORE_FAILED', retryable: true, details: { postgres: code } });
    const { message, stack, ...rest } = error as Error;
    expect(`${message}${stack}${JSON.stringify(rest)}${(error as Error).cause}`).not.toMatch(/secret|private|ana/);
  });

  it('works once what was lacking is there', async () => {
    const store = open(address.replace(/[^/]*$/, 'later'));
    await expect(store.get({ tenant: 't', collection: 'c', id: 'a' })).rejects.toMatchObject({
      details: { postgres: '3D000' },
    });
    await query(address, 'CREATE DATABASE later');
    await store.commit(batch);
    expect(await allIds(store)).toEqual(['s']);
  });

  it("leaves somebody else's schema alone, and takes an empty one", async () => {
    await query(address, 'CREATE SCHEMA theirs; CREATE TABLE theirs.store (id int); CREATE SCHEMA empty');
    await expect(open(address, { schema: 'theirs' }).commit(batch)).rejects.toMatchObject({
      code: 'SINTONIA_STORE_FAILED',
      message: expect.stringContaining('something else'),
    });
    await open(address, { schema: 'empty' }).commit(batch);
    expect(await query(address, 'SELECT count(*)::int AS count FROM empty.signals')).toEqual([{ count: 1 }]);
  });

  it('takes a schema with the longest name', async () => {
    const store = open(address, { schema: 's'.repeat(50) });
    for (const id of ['one', 'two']) await store.commit({ tenant: 't', append: [signalOf(id)] });
    const first = await store.scan({ tenant: 't', limit: 1 });
    expect(await store.scan({ tenant: 't', limit: 1, after: first.cursor })).toMatchObject({
      signals: [{ id: 'two' }],
    });
    expect(await store.scan({ tenant: 't', limit: 1, person: 'p', direction: 'backward' })).toMatchObject({
      signals: [{ id: 'two' }],
    });
  });

  it('refuses a store that newer software wrote', async () => {
    const store = open(address);
    await store.commit(batch);
    await query(address, 'UPDATE sintonia.store SET version = 99');
    await expect(open(address).commit(batch)).rejects.toMatchObject({
      code: 'SINTONIA_STORE_NEWER',
      details: { storeVersion: 99, knownVersion: schema.length },
    });
  });

  it('takes a database whose default isolation or durability is another', async () => {
    await query(address, `ALTER DATABASE ${address.split('/').pop()} SET synchronous_commit = off`);
    const store = open(address);
    await store.commit(batch);
    await query(
      address,
      `ALTER DATABASE ${address.split('/').pop()} SET default_transaction_isolation = 'serializable'`,
    );
    await expect(open(address).commit({ ...batch, append: [signalOf('t')] })).rejects.toMatchObject({
      code: 'SINTONIA_STORE_FAILED',
      message: expect.stringContaining('read committed'),
    });
    expect(await allIds(store)).toEqual(['s']);
  });

  it('says so when the server has no connection left', async () => {
    const store = open(address);
    await store.commit(batch);
    await query(address, `ALTER DATABASE ${address.split('/').pop()} CONNECTION LIMIT 0`);
    await query(address, 'CREATE ROLE plain LOGIN; GRANT ALL ON DATABASE postgres TO plain');
    const plain = open(address.replace('sintonia@', 'plain@'));
    await expect(plain.commit(batch)).rejects.toMatchObject({
      code: 'SINTONIA_STORE_FAILED',
      details: { postgres: '53300' },
    });
  });

  it('gives up a statement that waits for too long, and writes nothing of it', async () => {
    const store = open(address, { statementTimeoutMs: 200 });
    await store.commit(batch);
    const client = new pg.Client(address);
    await client.connect();
    await client.query('BEGIN; LOCK TABLE sintonia.signal_ids');
    await expect(store.commit({ tenant: 't', append: [signalOf('late')] })).rejects.toMatchObject({
      code: 'SINTONIA_STORE_FAILED',
      details: { postgres: '57014' },
    });
    await client.query('ROLLBACK');
    await client.end();
    expect(await allIds(store)).toEqual(['s']);
  });

  it('repeats no value of a row in an error', async () => {
    const store = open(address);
    await store.commit(batch);
    await query(address, 'ALTER TABLE sintonia.entries ADD CHECK (value <> \'"ana@example.org"\')');
    const key = { tenant: 't', collection: 'c', person: 'ana@example.org', id: 'a' };
    const error = (await store
      .commit({ tenant: 't', put: [{ key, value: 'ana@example.org' }] })
      .catch((e) => e)) as Error;
    expect(error).toMatchObject({ code: 'SINTONIA_STORE_FAILED', details: { postgres: '23514' } });
    expect(`${error.stack}${JSON.stringify(error)}${error.cause}`).not.toContain('ana@');
  });

  it('refuses names that the database would change or cut', async () => {
    const store = open(address);
    for (const id of ['a\0', 'a\ud800']) {
      const refused = { code: 'SINTONIA_INPUT_INVALID' };
      await expect(store.commit({ tenant: 't', append: [signalOf(id)] })).rejects.toMatchObject(refused);
      await expect(store.get({ tenant: 't', collection: 'c', id })).rejects.toMatchObject(refused);
      await expect(store.erase('t', id)).rejects.toMatchObject(refused);
    }
  });
});
