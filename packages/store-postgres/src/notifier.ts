import type { Connections } from './connections.js';

// At most this often for a tenant: listeners want to know that there is something, not how often.
const EVERY_MS = 50;
// A notification holds 8,000 bytes.
const LONGEST = 7_000;

export function channelOf(schema: string): string {
  return `${schema}_commits`;
}

/**
 * Tells other processes of commits, after them and not within: a commit that notifies holds a lock of the whole server until it is
 * synced, and no two would share a sync.
 */
export class Notifier {
  readonly #connections: Connections;
  readonly #channel: string;
  /** Tenants told of just now, and whether there was more since. */
  readonly #resting = new Map<string, boolean>();

  constructor(connections: Connections, schema: string) {
    this.#connections = connections;
    this.#channel = channelOf(schema);
  }

  tell(tenant: string): void {
    if (this.#resting.has(tenant)) {
      this.#resting.set(tenant, true);
      return;
    }
    this.#resting.set(tenant, false);
    const payload = Buffer.byteLength(tenant) > LONGEST ? '' : tenant;
    // Nobody waits for the disk here: whoever misses it will ask within seconds.
    const text = "SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, $2)";
    this.#connections.query({ name: 'notify', text, values: [this.#channel, payload] }).catch(() => {});
    setTimeout(() => {
      const isMore = this.#resting.get(tenant);
      this.#resting.delete(tenant);
      if (isMore) this.tell(tenant);
    }, EVERY_MS).unref();
  }
}
