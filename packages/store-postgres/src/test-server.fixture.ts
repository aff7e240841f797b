import type { Signal, Store } from '@sintonia/spec';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import {
  type PostgresServer,
  type PostgresServerOptions,
  startPostgres,
} from '../../../tools/servers/postgres-server.js';

/** The address of a server that runs already, whose user may make databases. Tests that stop a server need their own. */
export const RUNNING = process.env.SINTONIA_TEST_POSTGRES_URL;

/** A server that lives as long as the test file. */
export function testServer(options: PostgresServerOptions = {}): () => PostgresServer {
  let server: PostgresServer | undefined;
  beforeAll(async () => {
    server = RUNNING === undefined ? await startPostgres(options) : runningServer(RUNNING);
  }, 60_000);
  afterAll(() => server?.remove(), 60_000);
  return () => server as PostgresServer;
}

/** One query on a connection of its own. */
export async function query(address: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(address);
  await client.connect();
  try {
    const { rows } = await client.query(text);
    return rows;
  } finally {
    await client.end();
  }
}

export function signalOf(id: string, more: Partial<Signal> = {}): Signal {
  return { id, type: 'x', person: 'p', timestamp: 0, receivedAt: 0, ...more };
}

export async function allIds(store: Store, tenant = 't'): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | undefined; ; ) {
    const page = await store.scan({ tenant, after, limit: 10_000 });
    ids.push(...page.signals.map(({ id }) => id));
    if (!page.more) return ids;
    after = page.cursor;
  }
}

function runningServer(address: string): PostgresServer {
  const { hostname, port } = new URL(address);
  const made: string[] = [];
  const refuse = () => {
    throw new Error('A server that was running before is not ours to stop.');
  };
  return {
    host: hostname,
    port: Number(port || 5432),
    pid: undefined,
    async database() {
      const name = `sintonia_test_${process.pid}_${made.length}`;
      await query(address, `CREATE DATABASE ${name}`);
      made.push(name);
      return address.replace(/^(postgres(?:ql)?:\/\/[^/]*)[^?]*/, `$1/${name}`);
    },
    async remove() {
      for (const name of made) await query(address, `DROP DATABASE ${name} WITH (FORCE)`);
    },
    start: refuse,
    stop: refuse,
    pause: refuse,
  };
}
