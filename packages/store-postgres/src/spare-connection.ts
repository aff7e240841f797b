import type { PostgresClient } from './postgres-pool.js';

// A connection that nobody has wanted for this long goes back to the pool, which holds no process open.
const IDLE_MS = 100;

/**
 * Keeps one connection at hand from one statement to the next: a pool takes some fifteen microseconds to take it back and lend it
 * again. Only for a pool of our own, where nobody else can be waiting for it.
 */
export class SpareConnection {
  readonly #giveBack: (client: PostgresClient, isBroken: boolean) => void;
  #client: PostgresClient | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isWanted = false;
  #isClosed = false;

  constructor(giveBack: (client: PostgresClient, isBroken: boolean) => void) {
    this.#giveBack = giveBack;
  }

  take(): PostgresClient | undefined {
    const client = this.#client;
    if (client === undefined) return undefined;
    this.#client = undefined;
    this.#isWanted = true;
    client.removeListener('error', this.#lose);
    return client;
  }

  /** @returns whether it was kept: not where there is one already. */
  keep(client: PostgresClient): boolean {
    if (this.#client !== undefined || this.#isClosed) return false;
    this.#client = client;
    client.on('error', this.#lose);
    this.#timer ??= setTimeout(this.#look, IDLE_MS).unref();
    return true;
  }

  close(): void {
    this.#isClosed = true;
    this.#letGo(false);
  }

  readonly #look = () => {
    this.#timer = undefined;
    if (this.#isWanted && this.#client !== undefined) this.#timer = setTimeout(this.#look, IDLE_MS).unref();
    else this.#letGo(false);
    this.#isWanted = false;
  };

  readonly #lose = () => this.#letGo(true);

  #letGo(isBroken: boolean): void {
    const client = this.take();
    if (client !== undefined) this.#giveBack(client, isBroken);
  }
}
