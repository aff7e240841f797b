import { existsSync } from 'node:fs';
import { SintoniaError } from '@sintonia/spec';
import Database from 'libsql';
import { changeSchema, type SchemaChange } from './change-schema.js';

/**
 * Changes the schema of a file that nobody has open.
 *
 * @throws SINTONIA_STORE_FAILED (`SQLITE_BUSY`) where somebody has, and whatever {@link changeSchema} throws.
 */
export function migrateFile(path: string, busyTimeoutMs: number, to?: number): SchemaChange {
  if (!existsSync(path)) throw new SintoniaError('STORE_FAILED', 'There is no such file.');
  const db = new Database(path);
  try {
    // Statements of whoever has the file open were made for the schema as it is.
    db.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}; PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL`);
    return changeSchema(db, undefined, to);
  } finally {
    db.close();
  }
}
