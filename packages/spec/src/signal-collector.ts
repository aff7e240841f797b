import type { Moment } from './clock.js';
import type { Item } from './item.js';
import type { IdentifyInput } from './profile.js';
import type { SignalInput } from './signal.js';

/** A signal that names itself: without an id and a time of its own, a payload that comes twice would count twice. */
export type CollectedSignal = SignalInput & { readonly id: string; readonly timestamp: Moment };

/** What a vendor's payload means to us. */
export interface Collected {
  readonly signals?: readonly CollectedSignal[];
  readonly identities?: readonly IdentifyInput[];
  readonly items?: readonly Item[];
}

/** A vendor's request, as it came. */
export interface WebhookRequest {
  readonly method: string;
  readonly url: string;
  /** Names in any case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The body's very bytes: signatures cover these, not what a parser makes of them. */
  readonly rawBody: Uint8Array;
  /** When it arrived, in milliseconds since 1970. */
  readonly receivedAt: number;
}

/** Translates a vendor's events. */
export interface SignalCollector {
  readonly name: string;
  readonly specVersion: 1;
  /**
   * Pure: no clock, no network. The same payload gives the same signals, with the same ids.
   *
   * @throws SINTONIA_INPUT_INVALID that names the field.
   */
  parse(payload: unknown): Collected;
  /** Whether the request really comes from the vendor. @throws SINTONIA_WEBHOOK_UNVERIFIED when it does not. */
  verify?(request: WebhookRequest): Promise<void>;
  /** History since a moment, in batches. */
  backfill?(since: number, abort: AbortSignal): AsyncIterable<Collected>;
}
