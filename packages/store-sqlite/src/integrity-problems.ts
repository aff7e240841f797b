import type Database from 'libsql';
import { isCorrupt } from './failure.js';
import { openReading } from './open-database.js';

/** What SQLite finds wrong with a file: tables and indexes, never values. At most 100 lines; none when all is well. */
export function integrityProblems(path: string, busyTimeoutMs: number): readonly string[] {
  const db = openReading({ path, busyTimeoutMs });
  try {
    return problemsOf(db);
  } finally {
    db.close();
  }
}

function problemsOf(db: Database.Database): readonly string[] {
  try {
    const lines = (db.prepare('PRAGMA integrity_check').raw().all() as [string][]).map(([line]) => line);
    return lines.length === 1 && lines[0] === 'ok' ? [] : lines;
  } catch (error) {
    // Some damage ends the check itself.
    if (isCorrupt(error)) return ['database disk image is malformed'];
    throw error;
  }
}
