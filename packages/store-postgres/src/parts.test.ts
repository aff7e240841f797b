import type { Store } from '@sintonia/spec';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendAndHold } from './held-transaction.fixture.js';
import { postgres } from './postgres.js';
import { allIds, signalOf, testServer } from './test-server.fixture.js';

const server = testServer({ sync: false });
let address: string;
let store: Store;
const clients: pg.Client[] = [];

beforeEach(async () => {
  address = await server().database();
  store = postgres(address);
  await append('first');
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.end()));
  await store.close();
});

describe('parts of the log', () => {
  it('follow one another each month, and scans and cursors go across', async () => {
    const before = await scan(undefined);
    await store.close();
    const client = await connect();
    await client.query("UPDATE sintonia.store SET part_since = now() - interval '32 days'");
    store = postgres(address);
    await append('second', 'third');
    expect(await partOf(client)).toBe(2);
    expect((await client.query('SELECT count(*)::int AS count FROM sintonia.signals_2')).rows).toEqual([{ count: 2 }]);
    expect(await allIds(store)).toEqual(['first', 'second', 'third']);
    expect((await scan(before.cursor)).ids).toEqual(['second', 'third']);
    const backward = await store.scan({ tenant: 't', person: 'p', direction: 'backward', limit: 2 });
    expect(backward.signals.map(({ id }) => id)).toEqual(['third', 'second']);
    // Unique over all parts.
    expect(await store.commit({ tenant: 't', append: [signalOf('first')] })).toMatchObject({ duplicates: ['first'] });
    expect(await store.erase('t', 'p')).toEqual({ signals: 3, entries: 0 });
  });

  it('begin anew on another server, whose transactions are counted from the start', async () => {
    await store.close();
    const client = await connect();
    await client.query("UPDATE sintonia.store SET server = 'the one this was dumped from'");
    await client.query('UPDATE sintonia.signals SET tx = 900000000000');
    store = postgres(address);
    const { cursor } = await scan(undefined);
    await append('later');
    expect(await partOf(client)).toBe(2);
    expect(await allIds(store)).toEqual(['first', 'later']);
    expect((await scan(cursor)).ids).toEqual(['later']);
  });

  it('begin when nobody writes, so that what is late is never in a part behind', async () => {
    const slow = await held('h');
    await store.close();
    const client = await connect();
    await client.query("UPDATE sintonia.store SET part_since = now() - interval '32 days'");
    store = postgres(address);
    const late = append('after');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await partOf(client)).toBe(1);
    await slow.query('COMMIT');
    await late;
    expect(await partOf(client)).toBe(2);
    expect(await allIds(store)).toEqual(['first', 'h', 'after']);
  });
});

async function append(...ids: string[]): Promise<void> {
  await store.commit({ tenant: 't', append: ids.map((id) => signalOf(id)) });
}

async function scan(after: string | undefined, limit = 100) {
  const { signals, cursor, more } = await store.scan({ tenant: 't', after, limit });
  return { ids: signals.map(({ id }) => id), cursor, more };
}

async function connect(): Promise<pg.Client> {
  const client = new pg.Client(address);
  await client.connect();
  clients.push(client);
  return client;
}

async function held(...ids: string[]): Promise<pg.Client> {
  const client = await connect();
  await appendAndHold(client, 't', ids);
  return client;
}

async function partOf(client: pg.Client): Promise<number> {
  return (await client.query('SELECT part FROM sintonia.store')).rows[0].part;
}
