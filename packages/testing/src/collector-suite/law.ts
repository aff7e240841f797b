import type { Collected, SignalCollector, WebhookRequest } from '@sintonia/spec';

/** A payload as the vendor sends it, and what it means. */
export interface CollectorSample {
  readonly name: string;
  readonly payload: unknown;
  /** What `parse` gives, as far as it is told: members that are left out are not compared. Default: anything valid. */
  readonly means?: Collected;
}

/** A collector and what its vendor sends. */
export interface CollectorRig {
  readonly collector: SignalCollector;
  /** At least one; better one of each kind of event, as in the vendor's documentation. */
  readonly samples: readonly CollectorSample[];
  /** A request that the vendor has signed, as it arrives. Needed where the collector has `verify`. */
  readonly signed?: () => WebhookRequest | Promise<WebhookRequest>;
  /** How far `receivedAt` may be from the moment of signing, where the vendor signs the time. Milliseconds. Default: it does not. */
  readonly toleranceMs?: number;
  /** From when on `backfill` finds something. Needed where the collector has it. Milliseconds since 1970. */
  readonly backfillSince?: number;
  readonly stop?: () => unknown;
}

/** One promise of the contract. `check` throws where it is broken. */
export interface CollectorLaw {
  readonly law: string;
  /** What must be there for this law to say anything. */
  readonly needs?: 'verify' | 'backfill' | 'toleranceMs';
  check(rig: CollectorRig): Promise<void>;
}
