import { createHmac, randomBytes } from 'node:crypto';
import { SintoniaError } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../../container/tokens.js';
import { COLLECTIONS } from '../../store/collections.js';
import { retryOnConflict } from '../../store/retry-on-conflict.js';
import type { TenantStore } from '../../store/tenant-store.js';
import { normalisedAddress } from './normalised-address.js';

const KEY_BYTES = 32;

interface StoredKey {
  readonly key: string;
}

/**
 * Hashes under which addresses are known once they may no longer be kept: HMAC-SHA-256 with a key that the tenant's store has made for
 * itself, so that marks of two tenants, or lists that get about, can't be compared with lists of hashed addresses. Who has the whole
 * store can still try addresses one by one: that is the price of knowing them again.
 */
@injectable()
export class AddressMarks {
  #key: Buffer | undefined;

  constructor(@inject(TOKENS.Store) private readonly store: TenantStore) {}

  async of(channel: string, address: string): Promise<string> {
    this.#key ??= await this.#madeKey();
    return this.#markOf(this.#key, channel, address);
  }

  /** Undefined, and nothing is written, while no address has a mark. */
  async ifAny(channel: string, address: string): Promise<string | undefined> {
    this.#key ??= (await this.#read()).key;
    return this.#key && this.#markOf(this.#key, channel, address);
  }

  #markOf(key: Buffer, channel: string, address: string): string {
    return createHmac('sha256', key)
      .update(JSON.stringify([channel, normalisedAddress(channel, address)]))
      .digest('base64url');
  }

  async #read() {
    const reading = await this.store.read<StoredKey>(this.store.key(COLLECTIONS.suppressionKey, 'key'));
    return { reading, key: reading.value && Buffer.from(reading.value.key, 'base64url') };
  }

  #madeKey(): Promise<Buffer> {
    return retryOnConflict(async () => {
      const { reading, key: stored } = await this.#read();
      if (stored) return stored;
      await this.#assertNothingMarked();
      const key = randomBytes(KEY_BYTES);
      const value: StoredKey = { key: key.toString('base64url') };
      await this.store.commit({ check: [reading.unchanged], put: [{ key: reading.key, value: value as never }] });
      return key;
    });
  }

  /** With a new key, whoever is suppressed would be written to again. */
  async #assertNothingMarked(): Promise<void> {
    const [marked] = await this.store.list(COLLECTIONS.suppression, { limit: 1 });
    if (marked === undefined) return;
    throw new SintoniaError('STORE_FAILED', 'The key of the suppressed addresses is missing. Restore the store.');
  }
}
