import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { postgres } from './postgres.js';
import { scanStatement } from './scan-statement.js';
import { signalOf, testServer } from './test-server.fixture.js';

const server = testServer({ sync: false });

interface Plan {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}

describe('a scan by types', () => {
  it('reads of the index of each type what goes on the page, in order, and sorts nothing', async () => {
    const address = await server().database();
    const store = postgres(address);
    const append = Array.from({ length: 4_000 }, (_, index) =>
      signalOf(`s${index}`, {
        type: index % 40 === 0 ? 'rare' : index % 2 === 0 ? 'one' : 'other',
        person: `p${index % 50}`,
      }),
    );
    await store.commit({ tenant: 't', append: append.slice(0, 3_000) });
    await store.close();
    const client = new pg.Client(address);
    await client.connect();
    // Two parts.
    await client.query("UPDATE sintonia.store SET part_since = now() - interval '32 days'");
    const again = postgres(address);
    await again.commit({ tenant: 't', append: append.slice(3_000) });
    await again.close();
    await client.query('ANALYZE');
    const at = { part: 1, tx: 1, pos: 1 };
    for (const types of [['rare'], ['rare', 'one'], ['absent', 'rare', 'other']]) {
      for (const direction of ['forward', 'backward'] as const) {
        for (const progress of [undefined, { at: direction === 'forward' ? at : { ...at, part: 3 }, open: [] }]) {
          const query = { tenant: 't', types, direction, limit: 20 };
          const nodes = await explained(client, scanStatement('sintonia', query, progress));
          expect(nodes.map((node) => node['Node Type'])).not.toContain('Sort');
          const reading = nodes.filter((node) => node['Relation Name']?.startsWith('signals'));
          expect(reading.every((node) => /_type_/.test(node['Index Name'] ?? ''))).toBe(true);
          // The last page's first signals of other ranges wait to be compared.
          const rows = reading.reduce((sum, node) => sum + node['Actual Rows'], 0);
          expect(rows).toBeGreaterThanOrEqual(21);
          expect(rows).toBeLessThanOrEqual(21 + 2 * types.length);
        }
      }
    }
    // Of transactions that were open, it looks at what these have written, and not for it through the log.
    const late = { at: { part: 2, tx: 900_000, pos: 1 }, open: [{ tx: 800_000, pos: 0 }] };
    for (const types of [undefined, ['rare', 'one']]) {
      const nodes = await explained(client, scanStatement('sintonia', { tenant: 't', types, limit: 20 }, late));
      expect(nodes.some((node) => node['Index Name']?.endsWith('_pkey'))).toBe(true);
      expect(nodes.every((node) => !node['Rows Removed by Filter'])).toBe(true);
    }
    await client.end();
  });
});

/** The nodes of the plan that does for whatever values. */
async function explained(
  client: pg.Client,
  { text, values = [] }: { text: string; values?: unknown[] },
): Promise<Plan[]> {
  await client.query('SET plan_cache_mode = force_generic_plan');
  await client.query(`PREPARE scan AS ${text}`);
  const literals = values.map((value) =>
    pg.escapeLiteral(Array.isArray(value) ? `{${value.join(',')}}` : String(value)),
  );
  const { rows } = await client.query(
    `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) EXECUTE scan(${literals.join(', ')})`,
  );
  await client.query('DEALLOCATE scan');
  return nodesOf(rows[0]['QUERY PLAN'][0].Plan);
}

function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}
