import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type Entry,
  type Key,
  type ListQuery,
  readSignalTypes,
  type ScanPage,
  type ScanQuery,
  type Signal,
  SintoniaError,
  type StoreContents,
  type StoreValue,
} from '@sintonia/spec';
import type Database from 'libsql';
import { contentsOf } from './contents.js';
import { EACH_ROW } from './each-row.js';
import { type EntryRow, entryOf } from './entry-row.js';
import { listSql } from './list-sql.js';
import { scanSql } from './scan-sql.js';
import { signalsOf } from './signal-text.js';

// One or two milliseconds of work. Longer scans let others have their turn in between.
const SIGNALS_A_TURN = 500;
/** From so many keys on, one statement costs less than one a key. */
const MANY = 8;
const LAST_PLACE = Number.MAX_SAFE_INTEGER;

/** Reads on the calling thread: looking something up takes less time than asking another thread for it. */
export class Reader {
  readonly #db: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();
  readonly #tenants = new Map<string, number>();
  readonly #begin: Database.Statement;
  readonly #commit: Database.Statement;

  constructor(db: Database.Database) {
    this.#db = db;
    this.#begin = db.prepare('BEGIN');
    this.#commit = db.prepare('COMMIT');
  }

  async scan({ tenant: name, person, types: asked, after, direction, limit }: ScanQuery): Promise<ScanPage> {
    const types = readSignalTypes(asked);
    const signals: Signal[] = [];
    let place = after === undefined ? undefined : placeOf(after);
    let more = false;
    const tenant = this.#tenantOf(name);
    if (tenant !== undefined && types?.length !== 0) {
      const { sql, parameters, passesOver } = scanSql({ person, types, direction });
      const statement = this.#prepare(sql);
      let from = place ?? (direction === 'backward' ? LAST_PLACE : 0);
      for (;;) {
        const room = limit - signals.length;
        // One more than wanted, to see whether there is more.
        const most = passesOver ? SIGNALS_A_TURN : Math.min(room + 1, SIGNALS_A_TURN);
        const [text, read, last] = statement.get(tenant, from, most, ...parameters) as [string, number, number];
        const found = signalsOf(text);
        more = found.signals.length > room;
        signals.push(...(more ? found.signals.slice(0, room) : found.signals));
        place = found.places[Math.min(room, found.places.length) - 1] ?? place;
        if (more || read < most) break;
        from = last;
        await nextTurn();
      }
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

  /** In one transaction, for one moment; few one by one, many by one statement for each collection. */
  getMany(keys: readonly Key[]): (Entry | undefined)[] {
    this.#begin.run();
    try {
      return keys.length < MANY ? keys.map((key) => this.get(key)) : this.#getTogether(keys);
    } finally {
      this.#commit.run();
    }
  }

  #getTogether(keys: readonly Key[]): (Entry | undefined)[] {
    const found = new Array<Entry | undefined>(keys.length).fill(undefined);
    for (const { tenant: name, collection, places } of collectionsOf(keys)) {
      const tenant = this.#tenantOf(name);
      if (tenant === undefined) continue;
      const asked = places.map((place) => [(keys[place] as Key).id, (keys[place] as Key).person ?? '']);
      const [text] = this.#prepare(GET_MANY).get(JSON.stringify(asked), tenant, collection) as [string];
      for (const [row, version, value] of JSON.parse(text) as [number, number, StoreValue?][]) {
        const place = places[row] as number;
        const key = keys[place] as Key;
        const { id, person = '' } = key;
        // Bytes have no place in a text.
        if (value === undefined) found[place] = this.get(key);
        else found[place] = { key: { tenant: name, collection, ...(person !== '' && { person }), id }, value, version };
      }
    }
    return found;
  }

  list(query: ListQuery): Entry[] {
    const tenant = this.#tenantOf(query.tenant);
    if (tenant === undefined) return [];
    const { sql, parameters } = listSql(tenant, query);
    const rows = this.#prepare(sql).all(...parameters) as EntryRow[];
    return rows.map((row) => entryOf(row, query.tenant, query.collection));
  }

  contents(): StoreContents[] {
    return contentsOf(this.#db);
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

/** The keys by tenant and collection, each with the places at which they stand. */
function collectionsOf(keys: readonly Key[]): Iterable<{ tenant: string; collection: string; places: number[] }> {
  const found = new Map<string, { tenant: string; collection: string; places: number[] }>();
  for (const [place, { tenant, collection }] of keys.entries()) {
    const name = `${tenant}\0${collection}`;
    const group = found.get(name);
    if (group === undefined) found.set(name, { tenant, collection, places: [place] });
    else group.places.push(place);
  }
  return found.values();
}

const GET_MANY = `
  SELECT '[' || coalesce(group_concat(
    '[' || asked.key || ',' || version
      || CASE typeof(entries.value) WHEN 'text' THEN ',' || entries.value ELSE '' END || ']'
  ), '') || ']'
  FROM ${EACH_ROW} AS asked CROSS JOIN entries INDEXED BY entries_by_id
  ON tenant = ? AND collection = ? AND entries.id = asked.value ->> 0 AND person = asked.value ->> 1`;

function placeOf(cursor: string): number {
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor);
  throw new SintoniaError('INPUT_INVALID', 'after is no cursor of this store.', { field: 'after' });
}
