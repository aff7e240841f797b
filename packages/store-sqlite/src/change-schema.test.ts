import Database from 'libsql';
import { describe, expect, it } from 'vitest';
import { changeSchema } from './change-schema.js';
import { type SchemaStep, schema } from './schema.js';
import { futureSteps } from './test-children/future-schema.fixture.js';
import { testFolder } from './test-folder.fixture.js';

const pathOf = testFolder();
const [first, second, third] = [1, 2, 3].map((length) => futureSteps.slice(0, length)) as [
  SchemaStep[],
  SchemaStep[],
  SchemaStep[],
];

function open(name: string): Database.Database {
  return new Database(pathOf(name));
}

/** Everything in a file: its schema, what it says of itself, and its rows. */
function contentOf(db: Database.Database): unknown {
  const tables = db
    .prepare("SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name")
    .raw()
    .all() as [string, string][];
  const rows = tables
    .filter(([, sql]) => sql.startsWith('CREATE TABLE'))
    .map(([name]) => db.prepare(`SELECT * FROM ${name}`).raw().all());
  const pragmas = ['user_version', 'application_id'].map((name) => db.prepare(`PRAGMA ${name}`).raw().get());
  return { schema: tables.map(([name, sql]) => [name, sql.replace(/\s+/g, ' ').replaceAll('"', '')]), rows, pragmas };
}

function fill(db: Database.Database): void {
  db.exec(`
    INSERT INTO tenants VALUES (1, 't');
    WITH RECURSIVE count (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM count WHERE n < 500)
    INSERT INTO signals SELECT 1, n, 's' || n, 'p' || n % 7, 'x', n, '[0]' FROM count;
    UPDATE sequence SET last = 500;`);
}

describe('changing the schema', () => {
  it('goes up and down again without a trace, one step or several at once', () => {
    const db = open('steps.db');
    expect(changeSchema(db, first)).toEqual({ from: 0, to: 1 });
    fill(db);
    const one = contentOf(db);
    expect(changeSchema(db, second)).toEqual({ from: 1, to: 2 });
    const two = contentOf(db);
    expect(two).not.toEqual(one);
    expect(changeSchema(db, third)).toEqual({ from: 2, to: 3 });
    const three = contentOf(db);
    expect(changeSchema(db, third, 2)).toEqual({ from: 3, to: 2 });
    expect(contentOf(db)).toEqual(two);
    changeSchema(db, third);
    expect(changeSchema(db, third, 1)).toEqual({ from: 3, to: 1 });
    expect(contentOf(db)).toEqual(one);
    changeSchema(db, third);
    expect(contentOf(db)).toEqual(three);
    expect(changeSchema(db, third)).toEqual({ from: 3, to: 3 });
    db.close();
  });

  it('refuses a file that is ahead of the code, up and down, and leaves it as it is', () => {
    const db = open('ahead.db');
    changeSchema(db, third);
    const before = contentOf(db);
    for (const to of [undefined, 1, 2]) {
      expect(() => changeSchema(db, second, to)).toThrow(
        expect.objectContaining({
          code: 'SINTONIA_STORE_NEWER',
          details: { storeVersion: 3, knownVersion: 2 },
        }),
      );
    }
    expect(contentOf(db)).toEqual(before);
    db.close();
  });

  it('leaves everything as it was when a step fails half way', () => {
    const db = open('half.db');
    changeSchema(db, first);
    fill(db);
    const before = contentOf(db);
    const broken = [...third, { up: 'CREATE TABLE more (a); DELETE FROM signals; SELECT nonsense', down: '' }];
    expect(() => changeSchema(db, broken)).toThrow('nonsense');
    expect(db.inTransaction).toBe(false);
    expect(contentOf(db)).toEqual(before);
    db.close();
  });

  it('every published step but the first knows the way back', () => {
    expect(schema.slice(1).every(({ down }) => down !== undefined)).toBe(true);
  });
});
