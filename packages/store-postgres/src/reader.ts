import {
  type Entry,
  type Key,
  type ListQuery,
  readSignalTypes,
  type ScanPage,
  type ScanQuery,
  type StoreContents,
} from '@sintonia/spec';
import type { Connections, Row, Statement } from './connections.js';
import { type ContentsRow, contentsStatement } from './contents-statement.js';
import { type EntryRow, entryOf } from './entry-row.js';
import { ENTRY_COLUMNS, listStatement } from './list-statement.js';
import { assertKey, assertName } from './names.js';
import { progressOf } from './place.js';
import { pageOf } from './scan-page.js';
import { type SnapshotRow, scanStatement } from './scan-statement.js';
import type { SignalRow } from './signal-row.js';

/** Reads, each at one moment. */
export class Reader {
  readonly #connections: Connections;
  readonly #schema: string;
  readonly #isGuarded: boolean;

  /** @param isGuarded whether the tables show only what is of the tenant that a transaction has named. */
  constructor(connections: Connections, schema: string, isGuarded: boolean) {
    this.#connections = connections;
    this.#schema = schema;
    this.#isGuarded = isGuarded;
  }

  async scan(query: ScanQuery): Promise<ScanPage> {
    assertName(query.tenant, () => 'tenant');
    assertName(query.person ?? '', () => 'person');
    const types = readSignalTypes(query.types);
    for (const [index, type] of (types ?? []).entries()) assertName(type, () => `types[${index}]`);
    const progress = query.after === undefined ? undefined : progressOf(query.after);
    if (types?.length === 0) return pageOf([], query, progress);
    const statement = scanStatement(this.#schema, { ...query, types }, progress);
    return pageOf(await this.#read<SignalRow | SnapshotRow>(query.tenant, statement), query, progress);
  }

  async get(key: Key): Promise<Entry | undefined> {
    const { tenant, collection, id, person = '' } = key;
    assertKey(key, () => 'key');
    const [row] = await this.#read<EntryRow>(tenant, {
      name: 'get',
      text: `SELECT ${ENTRY_COLUMNS} FROM ${this.#schema}.entries e
        WHERE e.tenant = (SELECT t.id FROM ${this.#schema}.tenants t WHERE t.name = $1)
          AND e.collection = $2 AND e.id = $3 AND e.person = $4`,
      values: [tenant, collection, id, person],
    });
    return row && entryOf(row, tenant, collection);
  }

  async getMany(keys: readonly Key[]): Promise<(Entry | undefined)[]> {
    for (const [index, key] of keys.entries()) assertKey(key, () => `keys[${index}]`);
    const found: (Entry | undefined)[] = Array(keys.length).fill(undefined);
    const tenants = [...new Set(keys.map(({ tenant }) => tenant))];
    const statement = {
      name: 'get many',
      text: this.#getMany(),
      values: [keys.map(({ tenant }) => tenant), ...columns(keys)],
    };
    for (const [place, ...row] of await this.#readAll<[string, ...EntryRow]>(tenants, statement)) {
      const { tenant, collection } = keys[Number(place) - 1] as Key;
      found[Number(place) - 1] = entryOf(row, tenant, collection);
    }
    return found;
  }

  async list(query: ListQuery): Promise<Entry[]> {
    const { tenant, collection, person = '', prefix = '', from = '', to = '', after } = query;
    assertName(tenant, () => 'tenant');
    for (const [field, name] of Object.entries({ collection, person, prefix, from, to })) assertName(name, () => field);
    if (after !== undefined) assertKey(after, () => 'after');
    const rows = await this.#read<EntryRow>(tenant, listStatement(this.#schema, query));
    return rows.map((row) => entryOf(row, tenant, collection));
  }

  async contents(): Promise<StoreContents[]> {
    const tenants = await this.#connections.query<[string]>({
      text: `SELECT name FROM ${this.#schema}.tenants ORDER BY name`,
    });
    const found: StoreContents[] = [];
    for (const [tenant] of tenants) {
      const [row] = await this.#read<ContentsRow>(tenant, contentsStatement(this.#schema, tenant));
      const [hasSignals, collections] = row as ContentsRow;
      if (hasSignals || collections.length > 0) found.push({ tenant, collections });
    }
    return found;
  }

  #read<Result extends Row>(tenant: string, statement: Statement): Promise<Result[]> {
    return this.#readAll<Result>([tenant], statement);
  }

  /** Of several tenants, at one moment also where each has to be named. */
  async #readAll<Result extends Row>(tenants: readonly string[], statement: Statement): Promise<Result[]> {
    if (!this.#isGuarded) return this.#connections.query<Result>(statement);
    return this.#connections.transaction('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', async (client) => {
      const found: Result[] = [];
      for (const tenant of tenants) {
        const named = `SELECT set_config('sintonia.tenant', (SELECT t.id::text FROM ${this.#schema}.tenants t WHERE t.name = $1), true)`;
        await this.#connections.rows(client, { name: 'tenant', text: named, values: [tenant] });
        found.push(...(await this.#connections.rows<Result>(client, statement)));
      }
      return found;
    });
  }

  #getMany(): string {
    return `SELECT k.place, e.*
      FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) WITH ORDINALITY AS k(tenant, collection, id, person, place)
      JOIN ${this.#schema}.tenants t ON t.name = k.tenant
      JOIN LATERAL (
        SELECT ${ENTRY_COLUMNS} FROM ${this.#schema}.entries e
        WHERE e.tenant = t.id AND e.collection = k.collection AND e.id = k.id AND e.person = k.person OFFSET 0
      ) e ON true`;
  }
}

function columns(keys: readonly Key[]): string[][] {
  return [keys.map(({ collection }) => collection), keys.map(({ id }) => id), keys.map(({ person = '' }) => person)];
}
