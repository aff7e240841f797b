import { SintoniaError } from '@sintonia/spec';
import type Database from 'libsql';

// Marks the file as ours: "Sint" in ASCII.
const APPLICATION_ID = 0x53_69_6e_74;

/**
 * From each version of the schema to the next. The first makes version 1 of an empty file. Never change one that was
 * published; add another.
 */
const migrations: readonly string[] = [
  `
  -- The last place and version given. Both come from here, so that neither is ever given again.
  CREATE TABLE sequence (last INTEGER NOT NULL) STRICT;
  INSERT INTO sequence VALUES (0);

  CREATE TABLE tenants (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

  -- What may be searched for is a column; the other members are one JSON list in "rest".
  CREATE TABLE signals (
    tenant INTEGER NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, person TEXT NOT NULL, type TEXT NOT NULL,
    timestamp INTEGER NOT NULL, rest TEXT NOT NULL, PRIMARY KEY (tenant, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX signals_by_id ON signals (tenant, id);
  CREATE INDEX signals_by_person ON signals (tenant, person, seq);

  -- "person" is empty where there is none. "value" is JSON text or bytes.
  CREATE TABLE entries (
    tenant INTEGER NOT NULL, collection TEXT NOT NULL, id TEXT NOT NULL, person TEXT NOT NULL,
    version INTEGER NOT NULL, value ANY NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX entries_by_id ON entries (tenant, collection, id, person);
  CREATE INDEX entries_by_person ON entries (tenant, person, collection, id) WHERE person <> '';
  `,
];

/**
 * Brings the schema to the version that this code knows, in one transaction.
 *
 * @throws SINTONIA_STORE_NEWER when the file is ahead of this code, SINTONIA_STORE_FAILED when it is somebody else's.
 */
export function migrate(db: Database.Database): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    const version = readNumber(db, 'PRAGMA user_version');
    const owner = readNumber(db, 'PRAGMA application_id');
    const isEmpty = readNumber(db, 'SELECT count(*) FROM sqlite_schema') === 0;
    if (owner !== APPLICATION_ID && !(isEmpty && owner === 0 && version === 0)) {
      throw new SintoniaError('STORE_FAILED', 'The file is a database of something else. Choose another path.');
    }
    if (version > migrations.length) {
      throw new SintoniaError('STORE_NEWER', 'A newer version of @sintonia/store-sqlite wrote this store. Update it.', {
        details: { storeVersion: version, knownVersion: migrations.length },
      });
    }
    for (const migration of migrations.slice(version)) db.exec(migration);
    if (version < migrations.length) {
      db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${migrations.length}`);
    }
    db.exec('COMMIT');
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

function readNumber(db: Database.Database, sql: string): number {
  const [value] = db.prepare(sql).raw().get() as [number];
  return value;
}
