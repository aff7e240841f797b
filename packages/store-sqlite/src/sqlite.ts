import {
  type Batch,
  type CommitResult,
  type Entry,
  isSintoniaError,
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
import { errorOf, failureOf } from './failure.js';
import { openReading } from './open-database.js';
import { Reader } from './reader.js';
import { readOptions, readPath, type SqliteOptions, type StoreSettings } from './sqlite-options.js';
import { upkeep } from './upkeep.js';
import type { EraseResult } from './work.js';
import { erasureOf, workOf } from './work-of.js';
import { Writers } from './writers.js';

// How soon `watch` hears of other processes.
const WATCH_EVERY_MS = 250;

/** A store in a file, and what one does with files. */
export interface SqliteStore extends Store {
  readonly getMany: NonNullable<Store['getMany']>;
  readonly watch: NonNullable<Store['watch']>;

  /**
   * Copies the store as it is at one moment into another file, while it is read and written. The copy appears when it is whole,
   * checked and synced, and not before.
   *
   * @param path of a file that is not there yet, in a folder that is.
   * @throws SINTONIA_STORE_FAILED when there is a file already or the copy is not sound, SINTONIA_STORE_FULL
   */
  backup(path: string): Promise<{ readonly bytes: number }>;

  /** What is wrong with the file, as SQLite puts it, at most 100 lines and never a value; none when all is well. Reads all of it. */
  integrityCheck(): Promise<readonly string[]>;
}

interface Connections {
  readonly reader: Reader;
  readonly writers: Writers;
}

/**
 * A durable store in one SQLite file. What it has acknowledged has been synced to the disk. The file is opened (and made, but
 * not its folder) on first use, which throws where that fails.
 *
 * @param path of the file. Two more lie beside it while it is open.
 * @throws SINTONIA_OPTION_INVALID
 */
export function sqlite(path: string, options: SqliteOptions = {}): SqliteStore {
  return new FileStore(readOptions(path, options));
}

class FileStore implements SqliteStore {
  readonly name = 'sqlite';
  readonly specVersion = 1;
  readonly #settings: StoreSettings;
  readonly #watchers = new StoreWatchers();
  #underWay = 0;
  /** To be called when nothing is under way any more. */
  #idle: (() => void) | undefined;
  #connections: Promise<Connections> | undefined;
  #watching: NodeJS.Timeout | undefined;
  #closing: Promise<void> | undefined;

  constructor(settings: StoreSettings) {
    this.#settings = settings;
  }

  async commit(batch: Batch): Promise<CommitResult> {
    const work = workOf(batch);
    const result = await this.#with(({ writers }) => writers.run(work));
    this.#watchers.tell(batch.tenant);
    return result as CommitResult;
  }

  async scan(query: ScanQuery): Promise<ScanPage> {
    readInteger(query.limit, 'limit', { min: 1, max: 10_000 });
    return this.#with(({ reader }) => reader.scan(query));
  }

  async get(key: Key): Promise<Entry | undefined> {
    return this.#with(({ reader }) => reader.get(key));
  }

  async getMany(keys: readonly Key[]): Promise<readonly (Entry | undefined)[]> {
    return this.#with(({ reader }) => reader.getMany(keys));
  }

  async list(query: ListQuery): Promise<readonly Entry[]> {
    readInteger(query.limit, 'limit', { min: 1, max: 10_000 });
    return this.#with(({ reader }) => reader.list(query));
  }

  async erase(tenant: string, person: PersonId): Promise<EraseResult> {
    const work = erasureOf(tenant, person);
    const result = await this.#with(({ writers }) => writers.run(work));
    this.#watchers.tell(tenant);
    return result as EraseResult;
  }

  async backup(path: string): Promise<{ readonly bytes: number }> {
    const to = readPath(path);
    return this.#with(() => upkeep({ kind: 'backup', to, ...this.#settings }));
  }

  async integrityCheck(): Promise<readonly string[]> {
    return this.#with(() => upkeep({ kind: 'check', ...this.#settings }));
  }

  contents(): Promise<readonly StoreContents[]> {
    return this.#with(({ reader }) => reader.contents());
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  watch(tenant: string, changed: () => void): () => void {
    if (this.#closing !== undefined) return () => {};
    const stop = this.#watchers.add(tenant, changed);
    this.#watching ??= this.#watchOthers();
    return () => {
      stop();
      if (!this.#watchers.isEmpty) return;
      clearInterval(this.#watching);
      this.#watching = undefined;
    };
  }

  async #with<Result>(action: (connections: Connections) => Result | Promise<Result>): Promise<Result> {
    if (this.#closing !== undefined) throw new SintoniaError('STORE_CLOSED', 'The store is closed.');
    this.#underWay += 1;
    try {
      return await action(await this.#open());
    } catch (error) {
      throw isSintoniaError(error) ? error : errorOf(failureOf(error, this.#settings.path));
    } finally {
      this.#underWay -= 1;
      if (this.#underWay === 0) this.#idle?.();
    }
  }

  #open(): Promise<Connections> {
    if (this.#connections !== undefined) return this.#connections;
    // Where opening fails, or the writer dies later, the next call opens anew.
    const forget = () => {
      if (this.#connections === connections) this.#connections = undefined;
      connections.then((these) => close(these)).catch(() => {});
    };
    const connections = this.#connect(forget);
    connections.catch(forget);
    this.#connections = connections;
    return connections;
  }

  async #connect(died: () => void): Promise<Connections> {
    const writers = await Writers.open(this.#settings, died);
    return { writers, reader: await this.#openReader(writers) };
  }

  async #openReader(writers: Writers): Promise<Reader> {
    try {
      return new Reader(openReading(this.#settings));
    } catch (error) {
      await writers.close();
      throw error;
    }
  }

  async #close(): Promise<void> {
    clearInterval(this.#watching);
    this.#watchers.clear();
    await new Promise<void>((resolve) => {
      if (this.#underWay === 0) resolve();
      else this.#idle = resolve;
    });
    const connections = await this.#connections?.catch(() => undefined);
    if (connections !== undefined) await close(connections);
  }

  #watchOthers(): NodeJS.Timeout {
    let seen: number | undefined;
    const look = async () => {
      const version = await this.#with(({ reader }) => reader.dataVersion()).catch(() => seen);
      if (seen !== undefined && version !== seen) this.#watchers.tell();
      seen = version;
    };
    void look();
    return setInterval(look, WATCH_EVERY_MS).unref();
  }
}

/** The writers last: whoever closes last folds the log into the file. */
async function close({ reader, writers }: Connections): Promise<void> {
  reader.close();
  await writers.close();
}
