import Database from 'libsql';
import { changeSchema } from './change-schema.js';
import { isBusy } from './failure.js';
import type { StoreSettings } from './sqlite-options.js';

type FileSettings = Omit<StoreSettings, 'lone'>;

/** The connection of this process that writes at length. Brings the schema up to date. */
export function openWriting({ path, busyTimeoutMs, maxBytes }: FileSettings): Database.Database {
  const db = new Database(path);
  try {
    db.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`);
    // While another process makes the file, SQLite reports "busy" at once instead of waiting.
    retryWhileBusy(busyTimeoutMs, () => {
      changeSchema(db);
      db.exec('PRAGMA journal_mode = WAL');
    });
    // More pages would not pay: with 1,000,000 signals a commit takes as long, and each commit that splits one walks through all of
    // them. The log is folded into the file at 40 MiB instead of 4.
    db.exec('PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 10000');
    makeSafe(db, maxBytes);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Another one that writes. It waits for nobody, and leaves it to the other to fold the log. The file must be there already. */
export function openWritingBeside({ path, maxBytes }: FileSettings): Database.Database {
  const db = new Database(path);
  try {
    db.exec('PRAGMA busy_timeout = 0; PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 0');
    makeSafe(db, maxBytes);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** A connection that only reads. The file must be there already. */
export function openReading({ path, busyTimeoutMs }: Pick<StoreSettings, 'path' | 'busyTimeoutMs'>): Database.Database {
  const db = new Database(path);
  db.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}; PRAGMA query_only = ON; PRAGMA cache_size = -16384`);
  return db;
}

function makeSafe(db: Database.Database, maxBytes: number | undefined): void {
  // FULL: a commit is synced before it is acknowledged. Deleted content is overwritten, because people may ask for that.
  db.exec('PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
  if (maxBytes === undefined) return;
  const [pageSize] = db.prepare('PRAGMA page_size').raw().get() as [number];
  db.exec(`PRAGMA max_page_count = ${Math.floor(maxBytes / pageSize)}`);
}

function retryWhileBusy(forMs: number, action: () => void): void {
  const end = performance.now() + forMs;
  for (;;) {
    try {
      action();
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() > end) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}
