import type { Incoming } from './incoming.js';
import { type SecretKeys, shownKey, unauthorised } from './keys.js';
import type { RateLimiter } from './rate-limit.js';

/** Who sends events: `trusted` where the key is a secret one, which no page shows. */
export interface Sender {
  readonly trusted: boolean;
}

/** Knows who asks by their keys, and how much they may ask. */
export class Senders {
  readonly #writeKeys: ReadonlySet<string>;
  readonly #isSecret: SecretKeys;
  readonly #limit: RateLimiter;

  constructor(writeKeys: readonly string[], isSecret: SecretKeys, limit: RateLimiter) {
    this.#writeKeys = new Set(writeKeys);
    this.#isSecret = isSecret;
    this.#limit = limit;
  }

  /**
   * The sender by the request's headers; `undefined` where these show no key.
   *
   * @throws SINTONIA_REQUEST_UNAUTHORISED, SINTONIA_REQUEST_RATE_LIMITED
   */
  byHeaders(incoming: Incoming): Sender | undefined {
    const key = shownKey(incoming);
    return key === undefined || key === '' ? undefined : this.byKey(key);
  }

  /**
   * Lets services pass, by the secret key in the request's headers.
   *
   * @throws SINTONIA_REQUEST_UNAUTHORISED, SINTONIA_REQUEST_RATE_LIMITED
   */
  assertService(incoming: Incoming): void {
    const key = shownKey(incoming);
    if (key === undefined || !this.#isSecret(key)) throw unauthorised();
    this.#limit(key);
  }

  /** @throws SINTONIA_REQUEST_UNAUTHORISED, SINTONIA_REQUEST_RATE_LIMITED */
  byKey(key: unknown): Sender {
    if (typeof key !== 'string') throw unauthorised();
    const trusted = !this.#writeKeys.has(key);
    if (trusted && !this.#isSecret(key)) throw unauthorised();
    this.#limit(key);
    return { trusted };
  }
}
