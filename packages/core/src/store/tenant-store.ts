import type {
  Batch,
  Check,
  CommitResult,
  Entry,
  Key,
  ListQuery,
  PersonId,
  ScanPage,
  ScanQuery,
  Signal,
  Store,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Settings } from '../settings.js';
import type { Collection } from './collections.js';

/** What was read under a key, and the check that says "it is still so". */
export interface Reading<Value> {
  readonly key: Key;
  readonly value: Value | undefined;
  readonly version: number;
  readonly unchanged: Check;
}

const PAGE = 5_000;

/** The store as one tenant sees it. The only way from the engine to its store. */
@injectable()
export class TenantStore {
  readonly #store: Store;
  readonly #tenant: string;

  constructor(@inject(TOKENS.Settings) settings: Settings) {
    this.#store = settings.store;
    this.#tenant = settings.tenant;
  }

  key(collection: Collection, id: string, person?: PersonId): Key {
    return { tenant: this.#tenant, collection, id, ...(person === undefined ? {} : { person }) };
  }

  async read<Value>(key: Key): Promise<Reading<Value>> {
    return readingOf<Value>(key, await this.#store.get(key));
  }

  /** In the order of the keys. */
  async readMany<Value>(keys: readonly Key[]): Promise<readonly Reading<Value>[]> {
    const entries = await (this.#store.getMany?.(keys) ?? Promise.all(keys.map((key) => this.#store.get(key))));
    return keys.map((key, index) => readingOf<Value>(key, entries[index]));
  }

  commit(batch: Omit<Batch, 'tenant'>): Promise<CommitResult> {
    return this.#store.commit({ tenant: this.#tenant, ...batch });
  }

  scan(query: Omit<ScanQuery, 'tenant'>): Promise<ScanPage> {
    return this.#store.scan({ tenant: this.#tenant, ...query });
  }

  /** All signals (or all of one person, or of some types) in the order of their collection. */
  async *signals(person?: PersonId, types?: readonly string[]): AsyncGenerator<readonly Signal[]> {
    const query = { limit: PAGE, person, types };
    let page = await this.scan(query);
    while (page.signals.length > 0) {
      yield page.signals;
      if (!page.more) return;
      page = await this.scan({ ...query, after: page.cursor });
    }
  }

  list(collection: Collection, query: Omit<ListQuery, 'tenant' | 'collection'>): Promise<readonly Entry[]> {
    return this.#store.list({ tenant: this.#tenant, collection, ...query });
  }

  /** All entries of a collection (or all of one person in it). */
  async *entries(collection: Collection, person?: PersonId): AsyncGenerator<readonly Entry[]> {
    let after: Key | undefined;
    for (;;) {
      const page = await this.list(collection, { limit: PAGE, person, after });
      if (page.length > 0) yield page;
      if (page.length < PAGE) return;
      after = page.at(-1)?.key;
    }
  }

  erase(person: PersonId): Promise<{ readonly signals: number; readonly entries: number }> {
    return this.#store.erase(this.#tenant, person);
  }

  close(): Promise<void> {
    return this.#store.close();
  }
}

function readingOf<Value>(key: Key, entry: Entry | undefined): Reading<Value> {
  const version = entry?.version ?? 0;
  return { key, value: entry?.value as Value | undefined, version, unchanged: { key, version } };
}
