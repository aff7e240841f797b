import type pg from 'pg';
import { CommitStatement } from './commit-statement.js';
import { signalOf } from './test-server.fixture.js';
import { workOf } from './work-of.js';

/** Appends signals as a process does that is slow to commit: the client's transaction stays open. All are of one person. */
export async function appendAndHold(client: pg.Client, tenant: string, ids: readonly string[]): Promise<void> {
  const work = workOf({ tenant, append: ids.map((id) => signalOf(id)) });
  const { text, values } = new CommitStatement('sintonia').of(tenant, [work], new Map());
  await client.query('BEGIN');
  await client.query(text, values);
}
