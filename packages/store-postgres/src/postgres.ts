import {
  type Batch,
  type CommitResult,
  type Entry,
  type Key,
  type ListQuery,
  type PersonId,
  readInteger,
  type ScanPage,
  type ScanQuery,
  SintoniaError,
  type Store,
  type StoreContents,
  StoreWatchers,
} from '@sintonia/spec';
import { ChangeFeed } from './change-feed.js';
import { failureOf } from './failure.js';
import { assertName } from './names.js';
import { OpenStore } from './open-store.js';
import { type PostgresOptions, readOptions, type StoreSettings } from './postgres-options.js';
import type { PostgresPool } from './postgres-pool.js';
import { workOf } from './work-of.js';

/**
 * A durable store in a PostgreSQL database (13 or later), for as many processes and machines as you like. What it has acknowledged
 * is in the server's log on disk. Connects, and makes or migrates its schema, on first use, which throws where that fails.
 *
 * @param source the address, `postgres://user:password@host:5432/database`, or a pool of the package `pg`, which you end yourself.
 * @throws SINTONIA_OPTION_INVALID
 */
export function postgres(source: string | PostgresPool, options: PostgresOptions = {}): Store {
  return new PostgresStore(readOptions(source, options));
}

class PostgresStore implements Store {
  readonly name = 'postgres';
  readonly specVersion = 1;
  readonly #settings: StoreSettings;
  readonly #watchers = new StoreWatchers();
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #store: OpenStore;
  #feed: ChangeFeed | undefined;
  #closing: Promise<void> | undefined;

  constructor(settings: StoreSettings) {
    this.#settings = settings;
    this.#store = new OpenStore(settings);
  }

  async commit(batch: Batch): Promise<CommitResult> {
    const work = workOf(batch);
    const result = await this.#with(() => this.#store.commit(batch.tenant, work));
    this.#watchers.tell(batch.tenant);
    return result;
  }

  async scan(query: ScanQuery): Promise<ScanPage> {
    readInteger(query.limit, 'limit', { min: 1, max: 10_000 });
    return this.#with(async () => (await this.#store.reader()).scan(query));
  }

  async get(key: Key): Promise<Entry | undefined> {
    return this.#with(async () => (await this.#store.reader()).get(key));
  }

  async getMany(keys: readonly Key[]): Promise<readonly (Entry | undefined)[]> {
    return this.#with(async () => (await this.#store.reader()).getMany(keys));
  }

  async list(query: ListQuery): Promise<readonly Entry[]> {
    readInteger(query.limit, 'limit', { min: 1, max: 10_000 });
    return this.#with(async () => (await this.#store.reader()).list(query));
  }

  async erase(tenant: string, person: PersonId): Promise<{ readonly signals: number; readonly entries: number }> {
    assertName(tenant, () => 'tenant');
    assertName(person, () => 'person');
    const result = await this.#with(() => this.#store.erase(tenant, person));
    this.#watchers.tell(tenant);
    return result;
  }

  async contents(): Promise<readonly StoreContents[]> {
    return this.#with(async () => (await this.#store.reader()).contents());
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  watch(tenant: string, changed: () => void): () => void {
    if (this.#closing !== undefined) return () => {};
    const stop = this.#watchers.add(tenant, changed);
    this.#feed ??= new ChangeFeed(this.#store.connections, this.#settings, this.#watchers);
    return () => {
      stop();
      if (!this.#watchers.isEmpty) return;
      void this.#feed?.stop();
      this.#feed = undefined;
    };
  }

  async #with<Result>(action: () => Promise<Result>): Promise<Result> {
    if (this.#closing !== undefined) throw new SintoniaError('STORE_CLOSED', 'The store is closed.');
    const result = action().catch((error: unknown) => {
      throw failureOf(error);
    });
    this.#underWay.add(result);
    try {
      return await result;
    } finally {
      this.#underWay.delete(result);
    }
  }

  async #close(): Promise<void> {
    this.#watchers.clear();
    await Promise.allSettled(this.#underWay);
    await this.#feed?.stop();
    await this.#store.close();
  }
}
