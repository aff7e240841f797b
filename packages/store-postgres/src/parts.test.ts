import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { TestLog } from './test-log.fixture.js';
import { allIds, signalOf, testServer } from './test-server.fixture.js';

const server = testServer({ sync: false });
const log = new TestLog(server);

describe('parts of the log', () => {
  it('follow one another each month, and scans and cursors go across', async () => {
    const before = await log.scan(undefined);
    await log.store.close();
    const client = await log.connect();
    await client.query("UPDATE sintonia.store SET part_since = now() - interval '32 days'");
    log.open();
    await log.append('second', 'third');
    expect(await partOf(client)).toBe(2);
    expect((await client.query('SELECT count(*)::int AS count FROM sintonia.signals_2')).rows).toEqual([{ count: 2 }]);
    expect(await allIds(log.store)).toEqual(['first', 'second', 'third']);
    expect((await log.scan(before.cursor)).ids).toEqual(['second', 'third']);
    const backward = await log.store.scan({ tenant: 't', person: 'p', direction: 'backward', limit: 2 });
    expect(backward.signals.map(({ id }) => id)).toEqual(['third', 'second']);
    // Unique over all parts.
    expect(await log.store.commit({ tenant: 't', append: [signalOf('first')] })).toMatchObject({
      duplicates: ['first'],
    });
    expect(await log.store.erase('t', 'p')).toEqual({ signals: 3, entries: 0 });
  });

  it('begin anew on another server, whose transactions are counted from the start', async () => {
    await log.store.close();
    const client = await log.connect();
    await client.query("UPDATE sintonia.store SET server = 'the one this was dumped from'");
    await client.query('UPDATE sintonia.signals SET tx = 900000000000');
    log.open();
    const { cursor } = await log.scan(undefined);
    await log.append('later');
    expect(await partOf(client)).toBe(2);
    expect(await allIds(log.store)).toEqual(['first', 'later']);
    expect((await log.scan(cursor)).ids).toEqual(['later']);
  });

  it('begin when nobody writes, so that what is late is never in a part behind', async () => {
    const slow = await log.held('h');
    await log.store.close();
    const client = await log.connect();
    await client.query("UPDATE sintonia.store SET part_since = now() - interval '32 days'");
    log.open();
    const late = log.append('after');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await partOf(client)).toBe(1);
    await slow.query('COMMIT');
    await late;
    expect(await partOf(client)).toBe(2);
    expect(await allIds(log.store)).toEqual(['first', 'h', 'after']);
  });

  it('are seen by whoever waited for one to begin', async () => {
    const client = await log.connect();
    await client.query("UPDATE sintonia.store SET part_since = now() - interval '32 days'");
    await client.query('BEGIN');
    await client.query('SELECT sintonia.begin_part()');
    const waiting = log.append('waited');
    await new Promise((resolve) => setTimeout(resolve, 200));
    await client.query('COMMIT');
    await waiting;
    const { rows } = await client.query("SELECT part FROM sintonia.signals WHERE id = 'waited'");
    expect(rows).toEqual([{ part: 2 }]);
  });
});

async function partOf(client: pg.Client): Promise<number> {
  return (await client.query('SELECT part FROM sintonia.store')).rows[0].part;
}
