import type { Signal } from '@sintonia/spec';
import type pg from 'pg';
import { CommitStatement } from './commit-statement.js';
import { signalOf } from './test-server.fixture.js';
import { workOf } from './work-of.js';

/** An id that starts with `rare` has this type, too; all others are of another one. */
export function typedSignalOf(id: string): Signal {
  return signalOf(id, { type: id.startsWith('rare') ? 'rare' : 'x' });
}

/** Appends signals as a process does that is slow to commit: the client's transaction stays open. All are of one person. */
export async function appendAndHold(client: pg.Client, tenant: string, ids: readonly string[]): Promise<void> {
  const work = workOf({ tenant, append: ids.map(typedSignalOf) });
  const { text, values } = new CommitStatement('sintonia').of(tenant, [work], new Map());
  await client.query('BEGIN');
  await client.query(text, values);
}
