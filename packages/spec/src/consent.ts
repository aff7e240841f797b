import type { Moment } from './clock.js';
import type { JsonValue } from './json.js';
import type { PersonId, PersonReference } from './person.js';
import type { PrivacyRequest } from './signal-collector.js';

/**
 * What data is used for. `service` (what the person asked for: receipts, security) needs no consent; the others do.
 * Unless configured, `personalisation` and `analytics` are granted until withdrawn; `marketing` and every purpose of your own
 * are denied until granted.
 */
export type Purpose = 'service' | 'personalisation' | 'analytics' | 'marketing' | (string & {});

/** One entry of a person's consent ledger. Entries are only ever added. */
export interface ConsentEvent {
  readonly purpose: Purpose;
  readonly granted: boolean;
  /** When it took effect, in milliseconds since 1970. */
  readonly at: number;
  /** Where it was said, such as `checkout`, `preference page`, `import`. */
  readonly source?: string;
  /** Which wording the person agreed to. */
  readonly policy?: string;
  /** By which other id of a merged person it was said. After an un-merge such a grant no longer counts; a withdrawal does. */
  readonly via?: PersonId;
}

export interface ConsentState {
  readonly granted: boolean;
  readonly because: 'granted' | 'withdrawn' | 'default' | 'always';
  /** When it was said; absent for defaults. */
  readonly since?: number;
}

export interface ConsentChange {
  readonly purposes: readonly Purpose[];
  readonly source?: string;
  readonly policy?: string;
}

/** Everything held about a person. JSON, for the person to read. */
export interface PersonalData {
  readonly consent: readonly ConsentEvent[];
  readonly signals: readonly JsonValue[];
  /** Stored entries by collection: profile, exposures, messages, … */
  readonly entries: Readonly<Record<string, readonly JsonValue[]>>;
  /** What plugins hold elsewhere, by plugin. */
  readonly plugins: Readonly<Record<string, JsonValue>>;
}

export interface ErasureReport {
  readonly signals: number;
  readonly entries: number;
  /** Plugins that were told to erase, too. */
  readonly plugins: readonly string[];
}

/** A request that waits to be answered, under the name by which it is settled. */
export type PendingRequest = PrivacyRequest & {
  readonly id: string;
  /** When it came. Milliseconds since 1970. */
  readonly at: number;
};

/** Consent, access and erasure: the doorway of every stage. */
export interface Privacy {
  /** @throws SINTONIA_INPUT_INVALID when a purpose is no identifier. */
  grant(change: PersonReference & ConsentChange): Promise<void>;
  /** Takes effect at once, also for messages that are already waiting to be sent. */
  withdraw(change: PersonReference & ConsentChange): Promise<void>;
  /** The state of the standard purposes and of all that were ever asked, as of `at` (default: now). */
  stateAt(reference: PersonReference & { readonly at?: Moment }): Promise<Readonly<Record<string, ConsentState>>>;
  export(reference: PersonReference): Promise<PersonalData>;
  /**
   * Removes everything about a person from the store and from plugins, and forgets it in models with the next fit. A nameless
   * mark stays, so that late copies of older signals are not taken in again.
   */
  erase(reference: PersonReference): Promise<ErasureReport>;
  /** What vendors asked for in somebody's name, or in their own, and nobody has answered yet. The oldest first. */
  requests(): Promise<readonly PendingRequest[]>;
  /**
   * Says that a request was answered.
   *
   * @throws SINTONIA_INPUT_INVALID (`id`) when it is no identifier. One that is not there is no error.
   */
  settle(id: string): Promise<void>;
}
