import { setTimeout as sleep } from 'node:timers/promises';
import type { StoreWatchers } from '@sintonia/spec';
import type { Connections } from './connections.js';
import { channelOf } from './notifier.js';
import type { StoreSettings } from './postgres-options.js';
import type { PostgresClient } from './postgres-pool.js';

// How soon `watch` hears of other processes where it can only ask.
const ASK_EVERY_MS = 1_000;
// Whoever listens asks, too: a process may die between its commit and its word, and a connection may be dead without a sign.
const MAKE_SURE_EVERY_MS = 5_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/** Tells the watchers of this process what others commit, for as long as it takes, through whatever happens to connections. */
export class ChangeFeed {
  readonly #connections: Connections;
  readonly #settings: StoreSettings;
  readonly #watchers: StoreWatchers;
  readonly #stopped = new AbortController();
  readonly #ended: Promise<void>;
  #seen: string | undefined;
  #isSettled = true;

  constructor(connections: Connections, settings: StoreSettings, watchers: StoreWatchers) {
    this.#connections = connections;
    this.#settings = settings;
    this.#watchers = watchers;
    this.#ended = settings.notify ? this.#listen() : this.#ask();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#ended;
  }

  async #ask(): Promise<void> {
    while (await this.#pause(ASK_EVERY_MS)) {
      await this.#connections.with((client) => this.#look(client)).catch(() => {});
    }
  }

  async #listen(): Promise<void> {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      try {
        const client = await this.#connections.connectToListen();
        pause = FIRST_PAUSE_MS;
        try {
          await this.#listenOn(client);
        } finally {
          // What listens must not go back among the others.
          this.#connections.release(client, true);
        }
      } catch {
        // The next connection finds out what was missed.
      }
      if (!(await this.#pause(pause))) return;
    }
  }

  async #listenOn(client: PostgresClient): Promise<void> {
    client.on('notification', ({ payload = '' }) => this.#watchers.tell(payload === '' ? undefined : payload));
    await this.#connections.rows(client, { text: `LISTEN ${channelOf(this.#settings.schema)}` });
    const lost = new AbortController();
    client.on('error', () => lost.abort());
    do await this.#look(client);
    while (await this.#pause(MAKE_SURE_EVERY_MS, lost.signal));
  }

  /** Every commit moves the sequence, though a moment before it can be seen: so a change is told of twice. */
  async #look(client: PostgresClient): Promise<void> {
    const [row] = await this.#connections.rows<[string]>(client, {
      text: `SELECT last_value FROM ${this.#settings.schema}.versions`,
    });
    const isSame = this.#seen === row?.[0] || this.#seen === undefined;
    if (!isSame || !this.#isSettled) this.#watchers.tell();
    this.#isSettled = isSame;
    this.#seen = row?.[0];
  }

  /** @returns whether to go on. A connection that is lost ends the pause. */
  async #pause(ms: number, lost?: AbortSignal): Promise<boolean> {
    const stopped = this.#stopped.signal;
    const signal = lost === undefined ? stopped : AbortSignal.any([stopped, lost]);
    await sleep(ms, undefined, { signal, ref: false }).catch(() => {});
    return !stopped.aborted;
  }
}
