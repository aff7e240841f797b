/**
 * Why nothing goes to an address. `softBounces`: five in a row. `unsubscribe`: told by a provider about a message that we can't tell.
 */
export type SuppressionReason = 'hardBounce' | 'softBounces' | 'complaint' | 'unsubscribe' | 'manual';

/** An address on a channel. Personal data: only a keyed hash of it is kept. */
export interface SuppressibleAddress {
  /** Such as `email`. */
  readonly channel: string;
  /** Upper and lower case of an e-mail address, and the writing of a telephone number, make no difference. */
  readonly address: string;
}

/** One address that gets nothing, or nothing but `service` messages. */
export interface Suppression {
  readonly channel: string;
  /** A keyed hash of the address: names nobody. */
  readonly mark: string;
  /** The gravest one, where there are several. */
  readonly because: SuppressionReason;
  /** A bounce is a fact about the address: it stops everything. A complaint about a newsletter leaves what the person asks for. */
  readonly stops: 'everything' | 'allButService';
  /** Since when. Milliseconds since 1970. */
  readonly at: number;
}

/**
 * Addresses that must not be written to, for everybody of the tenant who has them, and also after the person is erased. Hard bounces and
 * complaints get there at once, soft bounces after five in a row without a delivery between them.
 */
export interface Suppressions {
  /** Adds an address by hand. Takes effect at once, also for messages that are already waiting. Default of `stops`: `everything`. */
  add(address: SuppressibleAddress & { readonly stops?: Suppression['stops'] }): Promise<void>;
  /** Lets messages out again, whatever the reason was. What providers report of earlier than now no longer counts. */
  remove(address: SuppressibleAddress): Promise<void>;
  /** Whether anything is stopped. */
  has(address: SuppressibleAddress): Promise<boolean>;
  /** In the order of channel and mark. `limit`: 1 to 10,000, default 1,000. `after`: the last one of the page before. */
  list(query?: {
    readonly channel?: string;
    readonly after?: Pick<Suppression, 'channel' | 'mark'>;
    readonly limit?: number;
  }): Promise<readonly Suppression[]>;
}
