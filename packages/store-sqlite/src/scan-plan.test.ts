import Database from 'libsql';
import { describe, expect, it } from 'vitest';
import { changeSchema } from './change-schema.js';
import { scanSql } from './scan-sql.js';
import { testFolder } from './test-folder.fixture.js';

const pathOf = testFolder();
const person = 'p';

/** What SQLite says that it would do, step by step. */
function planOf(db: Database.Database, query: Parameters<typeof scanSql>[0]): string[] {
  const { sql, parameters } = scanSql(query);
  const rows = db
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .raw()
    .all(1, 0, 10, ...parameters) as [...unknown[], string][];
  return rows.map((row) => row.at(-1) as string).filter((step) => /signals|TEMP|MERGE/.test(step));
}

describe('a scan', () => {
  const db = new Database(pathOf('plan.db'));
  changeSchema(db);
  const search = (index: string, by: string, sign: string) =>
    `SEARCH signals USING ${index} (tenant=? AND ${by}seq${sign}?)`;

  it.each([
    ['forward', '>'],
    ['backward', '<'],
  ] as const)('%s goes along one index, in its order, and sorts nothing', (direction, sign) => {
    const ofPerson = search('INDEX signals_by_person', 'person=? AND ', sign);
    const ofType = search('INDEX signals_by_type', 'type=? AND ', sign);
    expect(planOf(db, { direction })).toEqual([search('PRIMARY KEY', '', sign)]);
    expect(planOf(db, { direction, person })).toEqual([ofPerson]);
    expect(planOf(db, { direction, person, types: ['a', 'b'] })).toEqual([ofPerson]);
    expect(planOf(db, { direction, types: ['a'] })).toEqual([ofType]);
    const merged = planOf(db, { direction, types: Array.from({ length: 100 }, (_, index) => `t${index}`) });
    expect(merged.filter((step) => step === ofType)).toHaveLength(100);
    expect(merged.filter((step) => step === 'MERGE (UNION ALL)')).toHaveLength(99);
    expect(merged).toHaveLength(199);
  });
});
