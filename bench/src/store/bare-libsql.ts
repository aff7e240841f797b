import type { Signal } from '@sintonia/spec';
import Database from 'libsql';
import type { BareDriver } from './store-kind.js';

/** On the calling thread, which stands still meanwhile: as quick as it can be. */
export function bareLibsql(path: string): BareDriver {
  const db = new Database(path);
  db.exec(`
    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
    PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 10000;
    CREATE TABLE signals (
      tenant INTEGER NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, person TEXT NOT NULL, type TEXT NOT NULL,
      timestamp INTEGER NOT NULL, rest TEXT NOT NULL, PRIMARY KEY (tenant, seq)
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX signals_by_id ON signals (tenant, id);
    CREATE INDEX signals_by_person ON signals (tenant, person, seq);
    CREATE INDEX signals_by_type ON signals (tenant, type, seq);`);
  const [begin, commit] = [db.prepare('BEGIN IMMEDIATE'), db.prepare('COMMIT')];
  const insert = db.prepare('INSERT INTO signals VALUES (1, ?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, id) DO NOTHING');
  const latest = db.prepare(`
    SELECT id, person, type, timestamp, rest FROM signals INDEXED BY signals_by_person
    WHERE tenant = 1 AND person = ? ORDER BY seq DESC LIMIT ?`);
  let seq = 0;
  return {
    append(signals) {
      begin.run();
      for (const { id, person, type, timestamp, receivedAt, itemId, value, properties } of signals) {
        seq += 1;
        insert.run(seq, id, person, type, timestamp, JSON.stringify([receivedAt, itemId, value, properties]));
      }
      commit.run();
    },
    latest: (person, limit) =>
      (latest.raw().all(person, limit) as [string, string, string, number, string][]).map(
        ([id, whose, type, timestamp, rest]): Signal => {
          const [receivedAt, itemId, value, properties] = JSON.parse(rest);
          return { id, type, person: whose, timestamp, receivedAt, itemId, value, properties };
        },
      ),
    close: () => void db.close(),
  };
}
