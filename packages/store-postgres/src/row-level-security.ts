import type { Connections } from './connections.js';

const TABLES = ['signals', 'signal_ids', 'entries'];

/**
 * Whether the database keeps tenants apart by policies, after it was told to where that is wanted. Whoever finds them there heeds
 * them, because without a tenant every table looks empty.
 */
export async function ensureRowLevelSecurity(
  connections: Connections,
  schema: string,
  isWanted: boolean,
): Promise<boolean> {
  const [row] = await connections.query<[boolean]>({
    text: `SELECT relrowsecurity FROM pg_class WHERE oid = '${schema}.signals'::regclass`,
  });
  if (row?.[0] === true) return true;
  if (!isWanted) return false;
  await connections.transaction('BEGIN', async (client) => {
    const run = (text: string) => connections.rows(client, { text });
    await run(`SELECT pg_advisory_xact_lock(hashtextextended('${schema} schema', 0))`);
    const parts = await connections.rows<[string]>(client, {
      text: `SELECT relid::regclass::text FROM pg_partition_tree('${schema}.signals') WHERE isleaf`,
    });
    for (const table of [...TABLES.map((name) => `${schema}.${name}`), ...parts.map(([name]) => name)]) {
      await run(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
      await run(`DROP POLICY IF EXISTS sintonia_tenant ON ${table}`);
      await run(`CREATE POLICY sintonia_tenant ON ${table}
        USING (tenant = nullif(current_setting('sintonia.tenant', true), '')::int)`);
    }
  });
  return true;
}
