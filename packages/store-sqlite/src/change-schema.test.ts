import Database from 'libsql';
import { describe, expect, it } from 'vitest';
import { changeSchema } from './change-schema.js';
import { type SchemaStep, schema } from './schema.js';
import { futureSteps } from './test-children/future-schema.fixture.js';
import { testFolder } from './test-folder.fixture.js';

const pathOf = testFolder();
const upTo = (version: number): SchemaStep[] => futureSteps.slice(0, version);

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
    expect(changeSchema(db, upTo(1))).toEqual({ from: 0, to: 1 });
    fill(db);
    const contents = new Map([[1, contentOf(db)]]);
    for (const to of [2, 3, 4, 5]) {
      expect(changeSchema(db, upTo(to))).toEqual({ from: to - 1, to });
      contents.set(to, contentOf(db));
    }
    for (const to of [3, 1, 5, 4, 2, 5, 1, 3]) {
      const { from } = changeSchema(db, futureSteps, to);
      expect(from).not.toBe(to);
      expect(contentOf(db)).toEqual(contents.get(to));
    }
    expect(changeSchema(db, futureSteps, 3)).toEqual({ from: 3, to: 3 });
    expect(new Set([...contents.values()].map((each) => JSON.stringify(each))).size).toBe(5);
    db.close();
  });

  it('refuses a file that is ahead of the code, up and down, and leaves it as it is', () => {
    const db = open('ahead.db');
    changeSchema(db, upTo(4));
    const before = contentOf(db);
    for (const to of [undefined, 1, 2]) {
      expect(() => changeSchema(db, upTo(3), to)).toThrow(
        expect.objectContaining({ code: 'SINTONIA_STORE_NEWER', details: { storeVersion: 4, knownVersion: 3 } }),
      );
    }
    expect(contentOf(db)).toEqual(before);
    db.close();
  });

  it('back to version 1 tells in "sequence" what was given, as the code of then expects', () => {
    const db = open('sequence.db');
    changeSchema(db, upTo(2));
    fill(db);
    db.exec('UPDATE sequence SET last = 7');
    changeSchema(db, upTo(2), 1);
    expect(db.prepare('SELECT last FROM sequence').raw().all()).toEqual([[500]]);
    db.close();
  });

  it('leaves everything as it was when a step fails half way', () => {
    const db = open('half.db');
    changeSchema(db, upTo(2));
    fill(db);
    const before = contentOf(db);
    const broken = [...upTo(2), { up: 'CREATE TABLE more (a); DELETE FROM signals; SELECT nonsense', down: '' }];
    expect(() => changeSchema(db, broken)).toThrow('nonsense');
    expect(db.inTransaction).toBe(false);
    expect(contentOf(db)).toEqual(before);
    db.close();
  });

  it('every published step but the first knows the way back', () => {
    expect(schema.slice(1).every(({ down }) => down !== undefined)).toBe(true);
  });
});
