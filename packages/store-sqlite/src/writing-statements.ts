import type Database from 'libsql';
import { EACH_ROW } from './each-row.js';

type Name =
  | 'dataVersion'
  | 'sequence'
  | 'saveSequence'
  | 'tenant'
  | 'addTenant'
  | 'version'
  | 'append'
  | 'appendMany'
  | 'known'
  | 'put'
  | 'putMany'
  | 'changed'
  | 'changedByPerson'
  | 'changedById'
  | 'delete'
  | 'trim'
  | 'eraseSignals'
  | 'eraseEntries';

/** Many rows come as one JSON text: a statement each would cost several times as much. */
export function writingStatements(db: Database.Database): Readonly<Record<Name, Database.Statement>> {
  return {
    dataVersion: db.prepare('PRAGMA data_version').raw(),
    sequence: db
      .prepare('SELECT max(last, coalesce((SELECT max(seq) FROM signals WHERE tenant = ?), 0)) FROM sequence')
      .raw(),
    saveSequence: db.prepare('UPDATE sequence SET last = ?'),
    tenant: db.prepare('SELECT id FROM tenants WHERE name = ?').raw(),
    addTenant: db.prepare('INSERT INTO tenants (name) VALUES (?)'),
    version: db
      .prepare('SELECT version FROM entries WHERE tenant = ? AND collection = ? AND id = ? AND person = ?')
      .raw(),
    append: db.prepare(`
      INSERT INTO signals (tenant, seq, id, person, type, timestamp, rest) VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (tenant, id) DO NOTHING`),
    appendMany: db.prepare(`
      INSERT INTO signals (tenant, seq, id, person, type, timestamp, rest)
      SELECT ?, ? + key, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value -> 4
      FROM ${EACH_ROW}
      WHERE true ON CONFLICT (tenant, id) DO NOTHING`),
    known: db
      .prepare(`
        SELECT DISTINCT signals.id FROM ${EACH_ROW} AS row
        CROSS JOIN signals INDEXED BY signals_by_id ON signals.tenant = ? AND signals.id = row.value ->> 0
        WHERE signals.seq < ?`)
      .raw(),
    put: db.prepare(`
      INSERT INTO entries (tenant, collection, id, person, version, value) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (tenant, collection, id, person) DO UPDATE SET version = excluded.version, value = excluded.value`),
    putMany: db.prepare(`
      INSERT INTO entries (tenant, collection, id, person, version, value)
      SELECT ?, value ->> 0, value ->> 1, value ->> 2, ? + key, value ->> 3
      FROM ${EACH_ROW}
      WHERE true ON CONFLICT (tenant, collection, id, person)
      DO UPDATE SET version = excluded.version, value = excluded.value`),
    changed: db
      .prepare(`
        SELECT count(*) FROM ${EACH_ROW} AS checked
        LEFT JOIN entries ON entries.tenant = ? AND entries.collection = checked.value ->> 0
          AND entries.id = checked.value ->> 1 AND entries.person = checked.value ->> 2
        WHERE coalesce(entries.version, 0) <> checked.value ->> 3`)
      .raw(),
    changedByPerson: db
      .prepare(`
        SELECT count(*) FROM json_each(?) AS checked
        LEFT JOIN entries ON entries.tenant = ? AND entries.collection = ? AND entries.id = ?
          AND entries.person = checked.key
        WHERE coalesce(entries.version, 0) <> checked.value`)
      .raw(),
    changedById: db
      .prepare(`
        SELECT count(*) FROM json_each(?) AS checked
        LEFT JOIN entries ON entries.tenant = ? AND entries.collection = ? AND entries.id = checked.key
          AND entries.person = ''
        WHERE coalesce(entries.version, 0) <> checked.value`)
      .raw(),
    delete: db.prepare('DELETE FROM entries WHERE tenant = ? AND collection = ? AND id = ? AND person = ?'),
    trim: db.prepare(
      'DELETE FROM signals INDEXED BY signals_by_person WHERE tenant = ? AND person = ? AND timestamp < ?',
    ),
    eraseSignals: db.prepare('DELETE FROM signals INDEXED BY signals_by_person WHERE tenant = ? AND person = ?'),
    eraseEntries: db.prepare(
      "DELETE FROM entries INDEXED BY entries_by_person WHERE tenant = ? AND person = ? AND person <> ''",
    ),
  };
}
