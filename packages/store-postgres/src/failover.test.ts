import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { type PostgresServer, startPostgres } from '../../../tools/servers/postgres-server.js';
import { postgres } from './postgres.js';
import type { PostgresPool } from './postgres-pool.js';
import { allIds, query, signalOf } from './test-server.fixture.js';
import { expectExact, workload } from './workload.fixture.js';

const isDeep = process.env.SINTONIA_DEEP !== undefined;
const faketime = process.env.SINTONIA_TEST_FAKETIME ?? '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1';
const canFake = existsSync(faketime);
const how = canFake ? 'whose clock is 10 minutes ahead or behind' : '(no libfaketime is here: with the same clock)';

// Two servers and a copy: every day it would only take long.
it.skipIf(!isDeep).each(['+10m', '-10m'])(
  `a standby ${how} takes over from a server that is killed: %s`,
  { timeout: 120_000 },
  async (ahead) => {
    const primary = await started({});
    const address = await primary.database();
    const environment = canFake ? { LD_PRELOAD: faketime, FAKETIME: ahead, DONT_FAKE_MONOTONIC: '1' } : {};
    const standby = await started({ standbyOf: primary, environment });
    const other = address.replace(`:${primary.port}/`, `:${standby.port}/`);
    // Acknowledged is then what both have.
    await query(address, "ALTER SYSTEM SET synchronous_standby_names = '*'");
    await query(address, 'SELECT pg_reload_conf()');
    const [first, second] = [address, other].map((connectionString) => newPool(connectionString));
    let pool = first as pg.Pool;
    // What a name or a proxy before both of them does.
    const whoever: PostgresPool = { connect: () => pool.connect() as never, on: () => {} };
    const store = postgres(whoever, { statementTimeoutMs: 2_000 });
    const key = { tenant: 't', collection: 'one', id: 'a' };
    const before = await store.commit({ tenant: 't', append: [signalOf('first')], put: [{ key, value: 1 }] });
    const { cursor } = await store.scan({ tenant: 't', limit: 100 });

    const work = workload(store);
    await sleep(500);
    await primary.stop('kill');
    await query(other, 'SELECT pg_promote()');
    pool = second as pg.Pool;
    await expectExact(store, work);
    const after = await store.commit({
      tenant: 't',
      check: [{ key, version: before.versions[0] ?? 0 }],
      put: [{ key, value: 2 }],
    });
    expect(after.versions[0]).toBeGreaterThan(before.versions[0] as number);
    // A cursor of the one goes on in the other.
    const ids = await allIds(store);
    const page = await store.scan({ tenant: 't', after: cursor, limit: 10_000 });
    expect(page.signals.map(({ id }) => id)).toEqual(ids.filter((id) => id !== 'first'));
    const [clocks] = await query(other, 'SELECT extract(epoch FROM now())::float8 AS now');
    if (canFake) expect(Math.abs(Number(clocks?.now) - Date.now() / 1_000)).toBeGreaterThan(500);
    console.log(
      `failover ${ahead}: ${ids.length} signals, ${work.failures.length} calls failed coded, nothing lost or doubled`,
    );
    await store.close();
  },
);

async function started(options: Parameters<typeof startPostgres>[0]): Promise<PostgresServer> {
  const server = await startPostgres(options);
  onTestFinished(() => server.remove());
  return server;
}

function newPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, connectionTimeoutMillis: 1_000 });
  pool.on('error', () => {});
  onTestFinished(() => pool.end());
  return pool;
}
