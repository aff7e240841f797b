import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type Entry,
  type Key,
  type ListQuery,
  type ScanPage,
  type ScanQuery,
  type Signal,
  SintoniaError,
} from '@sintonia/spec';
import type Database from 'libsql';
import { type EntryRow, entryOf } from './entry-row.js';
import { listSql } from './list-sql.js';
import { signalsOf } from './signal-text.js';

// One or two milliseconds of work. Longer scans let others have their turn in between.
const SIGNALS_A_TURN = 500;
const LAST_PLACE = Number.MAX_SAFE_INTEGER;

/** Reads on the calling thread: looking something up takes less time than asking another thread for it. */
export class Reader {
  readonly #db: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();
  readonly #tenants = new Map<string, number>();

  constructor(db: Database.Database) {
    this.#db = db;
  }

  async scan({ tenant: name, person, after, direction, limit }: ScanQuery): Promise<ScanPage> {
    const isForward = direction !== 'backward';
    const signals: Signal[] = [];
    let place = after === undefined ? undefined : placeOf(after);
    let more = false;
    const tenant = this.#tenantOf(name);
    const statement = this.#prepare(scanSql(person !== undefined, isForward));
    while (tenant !== undefined && signals.length <= limit) {
      if (signals.length > 0) await nextTurn();
      // One more than wanted, to see whether there is more.
      const wanted = Math.min(limit + 1 - signals.length, SIGNALS_A_TURN);
      const from = place ?? (isForward ? 0 : LAST_PLACE);
      const [text] = statement.get(tenant, ...(person === undefined ? [] : [person]), from, wanted) as [string];
      const found = signalsOf(text);
      more = signals.length + found.signals.length > limit;
      if (more) {
        found.signals.pop();
        found.places.pop();
      }
      signals.push(...found.signals);
      place = found.places.at(-1) ?? place;
      if (more || found.signals.length < wanted) break;
    }
    return { signals, more, ...(place !== undefined && { cursor: String(place) }) };
  }

  get({ tenant: name, collection, id, person = '' }: Key): Entry | undefined {
    const tenant = this.#tenantOf(name);
    if (tenant === undefined) return undefined;
    const row = this.#prepare(
      'SELECT id, person, version, value FROM entries WHERE tenant = ? AND collection = ? AND id = ? AND person = ?',
    ).get(tenant, collection, id, person) as EntryRow | undefined;
    return row && entryOf(row, name, collection);
  }

  /** In one transaction, which is both one moment and cheaper than one a read. */
  getMany(keys: readonly Key[]): (Entry | undefined)[] {
    this.#db.exec('BEGIN');
    try {
      return keys.map((key) => this.get(key));
    } finally {
      this.#db.exec('COMMIT');
    }
  }

  list(query: ListQuery): Entry[] {
    const tenant = this.#tenantOf(query.tenant);
    if (tenant === undefined) return [];
    const { sql, parameters } = listSql(tenant, query);
    const rows = this.#prepare(sql).all(...parameters) as EntryRow[];
    return rows.map((row) => entryOf(row, query.tenant, query.collection));
  }

  /** A number that changes whenever some other connection, of this process or another, has committed. */
  dataVersion(): number {
    const [version] = this.#prepare('PRAGMA data_version').get() as [number];
    return version;
  }

  /** Calling it again does nothing. */
  close(): void {
    if (this.#db.open) this.#db.close();
  }

  #tenantOf(name: string): number | undefined {
    const known = this.#tenants.get(name);
    if (known !== undefined) return known;
    const row = this.#prepare('SELECT id FROM tenants WHERE name = ?').get(name) as [number] | undefined;
    if (row !== undefined) this.#tenants.set(name, row[0]);
    return row?.[0];
  }

  #prepare(sql: string): Database.Statement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql).raw();
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

// All rows as one JSON text: much cheaper than to fetch them one by one. Without the hint, SQLite would look for a person's
// signals among everybody's.
function scanSql(ofPerson: boolean, isForward: boolean): string {
  const [after, order] = isForward ? ['>', 'ASC'] : ['<', 'DESC'];
  const from = ofPerson
    ? 'signals INDEXED BY signals_by_person WHERE tenant = ? AND person = ?'
    : 'signals WHERE tenant = ?';
  return `
    SELECT '[' || coalesce(group_concat(
      '[' || seq || ',' || json_quote(id) || ',' || json_quote(person) || ',' || json_quote(type) || ',' || timestamp
        || ',' || rest || ']'
    ), '') || ']'
    FROM (SELECT * FROM ${from} AND seq ${after} ? ORDER BY seq ${order} LIMIT ?)`;
}

function placeOf(cursor: string): number {
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor);
  throw new SintoniaError('INPUT_INVALID', 'after is no cursor of this store.', { field: 'after' });
}
