import { SintoniaError } from '@sintonia/spec';
import type Database from 'libsql';
import { type SchemaStep, schema } from './schema.js';

// Marks the file as ours: "Sint" in ASCII.
const APPLICATION_ID = 0x53_69_6e_74;

export interface SchemaChange {
  /** Which version the file had; 0 for a new one. */
  readonly from: number;
  readonly to: number;
}

/**
 * Brings a file to a version of the schema, up or down, in one transaction: whatever interrupts it, the file is as it was or as it
 * should be.
 *
 * @param to 1 to the number of steps. Default: the newest.
 * @throws SINTONIA_STORE_NEWER when the file is ahead of this code, SINTONIA_STORE_FAILED when it is somebody else's.
 */
export function changeSchema(db: Database.Database, steps: readonly SchemaStep[] = schema, to?: number): SchemaChange {
  db.exec('BEGIN IMMEDIATE');
  try {
    const from = versionOf(db, steps);
    const change = { from, to: to ?? steps.length };
    for (const step of steps.slice(from, change.to)) db.exec(step.up);
    for (const { down = '' } of steps.slice(change.to, from).reverse()) db.exec(down);
    if (change.to !== from) db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${change.to}`);
    db.exec('COMMIT');
    return change;
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

function versionOf(db: Database.Database, steps: readonly SchemaStep[]): number {
  const version = readNumber(db, 'PRAGMA user_version');
  const owner = readNumber(db, 'PRAGMA application_id');
  const isEmpty = readNumber(db, 'SELECT count(*) FROM sqlite_schema') === 0;
  if (owner !== APPLICATION_ID && !(isEmpty && owner === 0 && version === 0)) {
    throw new SintoniaError('STORE_FAILED', 'The file is a database of something else. Choose another path.');
  }
  if (version > steps.length) {
    throw new SintoniaError('STORE_NEWER', 'A newer version of @sintonia/store-sqlite wrote this store. Update it.', {
      details: { storeVersion: version, knownVersion: steps.length },
    });
  }
  return version;
}

function readNumber(db: Database.Database, sql: string): number {
  const [value] = db.prepare(sql).raw().get() as [number];
  return value;
}
