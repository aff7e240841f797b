import { SintoniaError } from '@sintonia/spec';
import type { Connections } from './connections.js';
import type { PostgresClient } from './postgres-pool.js';
import { schema as newest, type SchemaStep } from './schema/schema.js';

// An index of all signals takes longer than a statement may otherwise.
const STEP_MS = 3_600_000;

export interface SchemaChange {
  /** Which version the schema had; 0 where there was none. */
  readonly from: number;
  readonly to: number;
}

/**
 * Brings a schema to a version, up or down, in one transaction: whatever interrupts it, all is as it was or as it should be. Several
 * processes may try at once: one does, the others wait and find it done.
 *
 * @param to 1 to the number of steps. Default: the newest.
 * @throws SINTONIA_STORE_NEWER when the schema is ahead of this code, SINTONIA_STORE_FAILED when it is somebody else's.
 */
export async function changeSchema(
  connections: Connections,
  name: string,
  steps: readonly SchemaStep[] = newest,
  to: number = steps.length,
): Promise<SchemaChange> {
  const looked = await connections.with((client) => versionOf(connections, client, name, steps));
  if (looked === to) return { from: to, to };
  return connections.transaction('BEGIN', async (client) => {
    const run = (text: string, values: unknown[] = []) =>
      connections.rows(client, { text, values, timeoutMs: STEP_MS });
    await run(`SET LOCAL statement_timeout = ${STEP_MS}`);
    await run("SELECT pg_advisory_xact_lock(hashtextextended($1 || ' schema', 0))", [name]);
    const from = await versionOf(connections, client, name, steps);
    if (from === undefined) await run(`CREATE SCHEMA ${name}`);
    await run(`SET LOCAL search_path = ${name}, pg_catalog`);
    for (const { up } of steps.slice(from ?? 0, to)) await run(up);
    for (const { down = '' } of steps.slice(to, from ?? 0).reverse()) await run(down);
    await run('UPDATE store SET version = $1', [to]);
    return { from: from ?? 0, to };
  });
}

/** @returns 0 for an empty schema, nothing where there is none. */
async function versionOf(
  connections: Connections,
  client: PostgresClient,
  name: string,
  steps: readonly SchemaStep[],
): Promise<number | undefined> {
  const [found] = await connections.rows<[isThere: boolean, isOurs: boolean, isEmpty: boolean]>(client, {
    text: `SELECT to_regnamespace($1) IS NOT NULL,
      EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass($1 || '.store') AND attname = 'is_sintonia'),
      NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = to_regnamespace($1))`,
    values: [name],
  });
  const [isThere, isOurs, isEmpty] = found as [boolean, boolean, boolean];
  if (!isThere) return undefined;
  if (isEmpty) return 0;
  if (!isOurs) throw new SintoniaError('STORE_FAILED', 'The schema is of something else. Choose another one.');
  const [row] = await connections.rows<[number]>(client, { text: `SELECT version FROM ${name}.store` });
  const [version = 0] = row ?? [];
  if (version <= steps.length) return version;
  throw new SintoniaError('STORE_NEWER', 'A newer version of @sintonia/store-postgres wrote this store. Update it.', {
    details: { storeVersion: version, knownVersion: steps.length },
  });
}
