import { createHash } from 'node:crypto';
import { mayRetryAtOnce, wasAnswered } from './failure.js';
import { newPool } from './new-pool.js';
import type { StoreSettings } from './postgres-options.js';
import type { PostgresClient, PostgresPool, PostgresQuery } from './postgres-pool.js';
import { SpareConnection } from './spare-connection.js';

// The server gives up first, so that an answer says why. This much later nobody is there any more.
const GRACE_MS = 2_000;
// A deadlock is broken by failing one of those in it, who then finds its way free.
const MOST_TRIES = 5;
const MOST_OF_NAME = 63;

export type Row = readonly unknown[];

export interface Statement {
  readonly text: string;
  readonly values?: unknown[];
  /** Under which it stays prepared, where connections are ours alone. */
  readonly name?: string;
  /** How long it may take. Default: as the settings say. */
  readonly timeoutMs?: number;
}

/** Lends connections of a pool. Whatever it throws is PostgreSQL's own. */
export class Connections {
  readonly #settings: StoreSettings;
  readonly #pool: PostgresPool;
  readonly #end: () => Promise<void>;
  readonly #spare: SpareConnection | undefined;
  #listening: ReturnType<typeof newPool> | undefined;

  constructor(settings: StoreSettings) {
    this.#settings = settings;
    if (typeof settings.source === 'string') {
      const pool = newPool(settings, settings.source);
      this.#pool = pool;
      this.#spare = new SpareConnection((client, isBroken) => this.#giveBack(client, isBroken));
      this.#end = () => pool.end();
    } else {
      // Whoever handed it in ends it.
      this.#pool = settings.source;
      this.#end = async () => {};
    }
    // An idle connection that breaks is replaced when one is needed. Without a listener it would end the process.
    this.#pool.on('error', ignore);
  }

  /** One statement, which is a transaction of its own. */
  async query<Result extends Row>(statement: Statement): Promise<Result[]> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.with((client) => this.rows<Result>(client, statement));
      } catch (error) {
        if (tries === MOST_TRIES || !mayRetryAtOnce(error)) throw error;
      }
    }
  }

  /** One transaction of many statements. */
  transaction<Result>(begin: string, action: (client: PostgresClient) => Promise<Result>): Promise<Result> {
    return this.with(async (client) => {
      await this.rows(client, { text: begin });
      try {
        const result = await action(client);
        await this.rows(client, { text: 'COMMIT' });
        return result;
      } catch (error) {
        // Where even that fails, the connection is thrown away.
        await this.rows(client, { text: 'ROLLBACK' });
        throw error;
      }
    });
  }

  async with<Result>(action: (client: PostgresClient) => Promise<Result>): Promise<Result> {
    const client = await this.connect();
    let isBroken = true;
    try {
      const result = await action(client);
      isBroken = false;
      return result;
    } catch (error) {
      isBroken = !wasAnswered(error);
      throw error;
    } finally {
      this.release(client, isBroken);
    }
  }

  async rows<Result extends Row>(
    client: PostgresClient,
    { text, values = [], name, timeoutMs }: Statement,
  ): Promise<Result[]> {
    const query: PostgresQuery = {
      text,
      values,
      rowMode: 'array',
      query_timeout: (timeoutMs ?? this.#settings.statementTimeoutMs) + GRACE_MS,
      ...(name !== undefined && this.#settings.notify && { name: this.#preparedName(name) }),
    };
    const { rows } = await client.query(query);
    return rows as Result[];
  }

  /** With our schema, for several stores may share a pool. The server takes no notice of what follows the 63rd character. */
  #preparedName(name: string): string {
    const full = `${this.#settings.schema} ${name}`;
    return full.length <= MOST_OF_NAME ? full : createHash('sha256').update(full).digest('hex').slice(0, MOST_OF_NAME);
  }

  /** A connection to keep until it is released. */
  async connect(): Promise<PostgresClient> {
    const spare = this.#spare?.take();
    if (spare !== undefined) return spare;
    const client = await this.#pool.connect();
    client.on('error', ignore);
    return client;
  }

  /** One of its own, so that it takes no other's place; of a pool that was handed in, one of those. Holds no process open. */
  async connectToListen(): Promise<PostgresClient> {
    const { source } = this.#settings;
    if (typeof source === 'string')
      this.#listening ??= newPool({ ...this.#settings, connections: 1 }, source, 'sintonia listen');
    const client = await (this.#listening ?? this.#pool).connect();
    client.on('error', ignore);
    client.unref?.();
    return client;
  }

  release(client: PostgresClient, isBroken: boolean): void {
    if (isBroken || !this.#spare?.keep(client)) this.#giveBack(client, isBroken);
  }

  #giveBack(client: PostgresClient, isBroken: boolean): void {
    client.removeListener('error', ignore);
    client.release(isBroken);
  }

  async close(): Promise<void> {
    // Idle connections hold no process open, but taking leave of the server does.
    const open = setInterval(() => {}, 1_000);
    try {
      this.#spare?.close();
      await this.#listening?.end();
      await this.#end();
    } finally {
      clearInterval(open);
    }
  }
}

/** Queries report what broke; the event says it once more. */
function ignore(): void {}
