import type { Store } from '@sintonia/spec';
import pg from 'pg';
import { afterEach, beforeEach } from 'vitest';
import type { PostgresServer } from '../../../tools/servers/postgres-server.js';
import { appendAndHold, typedSignalOf } from './held-transaction.fixture.js';
import { postgres } from './postgres.js';

/** A log in a database of its own for each test, with one signal: `first`. All signals are of one tenant and one person. */
export class TestLog {
  #address = '';
  #store: Store | undefined;
  readonly #clients: pg.Client[] = [];

  constructor(server: () => PostgresServer) {
    beforeEach(async () => {
      this.#address = await server().database();
      this.open();
      await this.append('first');
    });
    afterEach(async () => {
      await Promise.all(this.#clients.splice(0).map((client) => client.end()));
      await this.store.close();
    });
  }

  get store(): Store {
    return this.#store as Store;
  }

  /** After it was closed. */
  open(): void {
    this.#store = postgres(this.#address);
  }

  async append(...ids: string[]): Promise<void> {
    await this.store.commit({ tenant: 't', append: ids.map(typedSignalOf) });
  }

  async scan(after: string | undefined, limit = 100) {
    const { signals, cursor, more } = await this.store.scan({ tenant: 't', after, limit });
    return { ids: signals.map(({ id }) => id), cursor, more };
  }

  async connect(): Promise<pg.Client> {
    const client = new pg.Client(this.#address);
    await client.connect();
    this.#clients.push(client);
    return client;
  }

  /** Appends in a transaction that stays open. */
  async held(...ids: string[]): Promise<pg.Client> {
    const client = await this.connect();
    await appendAndHold(client, 't', ids);
    return client;
  }
}
