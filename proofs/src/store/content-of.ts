import { existsSync } from 'node:fs';
import type Database from 'libsql';
import { openWriting } from '../../../packages/store-sqlite/src/open-database.js';

export interface StoreContent {
  readonly version: number;
  /** Ids in the order of the log. */
  readonly signals: readonly string[];
  readonly entries: readonly string[];
  /** What `integrity_check` says; nothing when all is well. */
  readonly damage: readonly string[];
}

/** All of a store, opened as the store itself opens it. @throws where it can't be opened. */
export function contentOf(path: string): StoreContent {
  // Interrupted before there was a file.
  if (!existsSync(path)) return { version: 0, signals: [], entries: [], damage: [] };
  const db = openWriting({ path, busyTimeoutMs: 0, maxBytes: undefined });
  try {
    return readContent(db);
  } finally {
    db.close();
  }
}

export function readContent(db: Database.Database): StoreContent {
  const column = (sql: string) => (db.prepare(sql).raw().all() as [string][]).map(([value]) => value);
  const [version] = db.prepare('PRAGMA user_version').raw().get() as [number];
  return {
    version,
    signals: column('SELECT id FROM signals ORDER BY tenant, seq'),
    entries: column('SELECT id FROM entries ORDER BY id'),
    damage: column('PRAGMA integrity_check').filter((line) => line !== 'ok'),
  };
}
