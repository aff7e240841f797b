import type { Signal, Store } from '@sintonia/spec';
import { afterAll, beforeAll } from 'vitest';
import {
  type PostgresServer,
  type PostgresServerOptions,
  startPostgres,
} from '../../../tools/servers/postgres-server.js';

/** A server that lives as long as the test file. */
export function testServer(options: PostgresServerOptions = {}): () => PostgresServer {
  let server: PostgresServer | undefined;
  beforeAll(async () => {
    server = await startPostgres(options);
  }, 60_000);
  afterAll(() => server?.remove());
  return () => server as PostgresServer;
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
