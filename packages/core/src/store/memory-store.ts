import {
  type Batch,
  type CommitResult,
  type Entry,
  type Key,
  type ListQuery,
  type PersonId,
  readInteger,
  readMoment,
  readSignalTypes,
  type ScanPage,
  type ScanQuery,
  type Signal,
  SintoniaError,
  type Store,
  type StoreContents,
  StoreWatchers,
} from '@sintonia/spec';
import { compareUtf8 } from './compare-utf8.js';
import { EntryTable } from './entry-table.js';
import { frozenCopy } from './frozen-copy.js';
import { type PackedValue, packed } from './packed-value.js';
import { SignalLog } from './signal-log.js';

interface Tenant {
  readonly signals: SignalLog;
  readonly collections: Map<string, EntryTable>;
}

/** A store that lives and dies with the process. For tests, examples and whatever may be forgotten. */
export function memoryStore(): Store {
  return new MemoryStore();
}

class MemoryStore implements Store {
  readonly name = 'memory';
  readonly specVersion = 1;
  readonly #tenants = new Map<string, Tenant>();
  readonly #watchers = new StoreWatchers();
  #version = 0;
  #closed = false;

  // No step of a commit waits, so that nobody can come in between. Whatever may throw stands before the first change.
  async commit(batch: Batch): Promise<CommitResult> {
    this.#assertOpen();
    const { tenant: name, append = [], check = [], put = [], delete: gone = [], trim = [] } = batch;
    assertKeysOf(name, 'check', check);
    assertKeysOf(name, 'put', put);
    for (let index = 0; index < gone.length; index++) {
      if (gone[index]?.tenant !== name) throw elsewhere(`delete[${index}]`);
    }
    for (const [index, { before }] of trim.entries()) readMoment(before, `trim[${index}].before`);
    const tenant = this.#tenant(name);
    for (const { key, version } of check) {
      if (tableOf(tenant, key).versionOf(key) !== version) {
        throw new SintoniaError('STORE_CONFLICT', 'An entry changed since it was read.', {
          details: { collection: key.collection },
        });
      }
    }
    const trimmed = new Set(trim.flatMap((each) => tenant.signals.idsBefore(each)));
    const { fresh, duplicates } = sift(append, (id) => tenant.signals.has(id) && !trimmed.has(id));
    if (duplicates.length > 0 && batch.onDuplicate === 'refuse') {
      throw new SintoniaError('STORE_DUPLICATE', 'The batch holds signals that are stored already.', {
        details: { ids: duplicates },
      });
    }
    const signals = fresh.map(frozenCopy);
    const values = put.map(({ value }) => packed(value));

    for (const each of trim) tenant.signals.trim(each);
    for (const signal of signals) tenant.signals.append(signal);
    const versions = put.map(({ key }, index) => {
      this.#version += 1;
      tableOf(tenant, key).put(key, values[index] as PackedValue, this.#version);
      return this.#version;
    });
    for (const key of gone) tableOf(tenant, key).delete(key);
    this.#watchers.tell(name);
    return { appended: signals.length, duplicates, versions };
  }

  async scan(query: ScanQuery): Promise<ScanPage> {
    this.#assertOpen();
    readInteger(query.limit, 'limit', { min: 1, max: 10_000 });
    return this.#tenant(query.tenant).signals.scan({ ...query, types: readSignalTypes(query.types) });
  }

  async get(key: Key): Promise<Entry | undefined> {
    this.#assertOpen();
    return this.#tenant(key.tenant).collections.get(key.collection)?.get(key);
  }

  async getMany(keys: readonly Key[]): Promise<readonly (Entry | undefined)[]> {
    this.#assertOpen();
    return keys.map((key) => this.#tenant(key.tenant).collections.get(key.collection)?.get(key));
  }

  async list(query: ListQuery): Promise<readonly Entry[]> {
    this.#assertOpen();
    readInteger(query.limit, 'limit', { min: 1, max: 10_000 });
    return this.#tenant(query.tenant).collections.get(query.collection)?.list(query) ?? [];
  }

  async erase(name: string, person: PersonId): Promise<{ signals: number; entries: number }> {
    this.#assertOpen();
    const tenant = this.#tenant(name);
    const signals = tenant.signals.erase(person);
    let entries = 0;
    for (const table of tenant.collections.values()) entries += table.erase(person);
    this.#watchers.tell(name);
    return { signals, entries };
  }

  async contents(): Promise<readonly StoreContents[]> {
    this.#assertOpen();
    const all = [...this.#tenants].map(([tenant, { signals, collections }]) => ({
      tenant,
      hasSignals: signals.scan({ tenant, limit: 1 }).signals.length > 0,
      collections: [...collections]
        .filter(([collection, table]) => table.list({ tenant, collection, limit: 1 }).length > 0)
        .map(([collection]) => collection)
        .sort(compareUtf8),
    }));
    return all
      .filter(({ hasSignals, collections }) => hasSignals || collections.length > 0)
      .map(({ tenant, collections }) => ({ tenant, collections }))
      .sort((one, other) => compareUtf8(one.tenant, other.tenant));
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#tenants.clear();
    this.#watchers.clear();
  }

  watch(tenant: string, changed: () => void): () => void {
    return this.#watchers.add(tenant, changed);
  }

  #tenant(name: string): Tenant {
    let tenant = this.#tenants.get(name);
    if (tenant === undefined) {
      tenant = { signals: new SignalLog(), collections: new Map() };
      this.#tenants.set(name, tenant);
    }
    return tenant;
  }

  #assertOpen(): void {
    if (this.#closed) throw new SintoniaError('STORE_CLOSED', 'The store is closed.');
  }
}

function tableOf({ collections }: Tenant, key: Key): EntryTable {
  let table = collections.get(key.collection);
  if (table === undefined) {
    table = new EntryTable(key);
    collections.set(key.collection, table);
  }
  return table;
}

/** Splits signals into those that are new and the ids of those that are not, one way or the other. */
function sift(append: readonly Signal[], isStored: (id: string) => boolean): { fresh: Signal[]; duplicates: string[] } {
  const fresh = new Map<string, Signal>();
  const duplicates: string[] = [];
  for (const signal of append) {
    if (fresh.has(signal.id) || isStored(signal.id)) duplicates.push(signal.id);
    else fresh.set(signal.id, signal);
  }
  return { fresh: [...fresh.values()], duplicates };
}

function assertKeysOf(tenant: string, part: string, list: readonly { readonly key: Key }[]): void {
  for (let index = 0; index < list.length; index++) {
    if (list[index]?.key.tenant !== tenant) throw elsewhere(`${part}[${index}].key`);
  }
}

function elsewhere(field: string): SintoniaError {
  return new SintoniaError('INPUT_INVALID', `${field} belongs to another tenant than its batch.`, {
    field: `${field}.tenant`,
  });
}
