import type { Moment } from './clock.js';
import type { ConsentChange } from './consent.js';
import type { Bounds } from './input/bounds.js';
import type { Item } from './item.js';
import type { JsonValue } from './json.js';
import type { PersonReference } from './person.js';
import type { IdentifyInput } from './profile.js';
import type { SignalInput } from './signal.js';

/** A signal that names itself: without an id and a time of its own, a payload that comes twice would count twice. */
export type CollectedSignal = SignalInput & { readonly id: string; readonly timestamp: Moment };

/** What a vendor's payload means to us. */
export interface Collected {
  readonly signals?: readonly CollectedSignal[];
  readonly identities?: readonly IdentifyInput[];
  readonly items?: readonly Item[];
  /** Items that are gone for good. */
  readonly removedItems?: readonly string[];
  /** What belongs together, such as the variants of a product. */
  readonly itemGroups?: readonly ItemGroup[];
  /** What people said about purposes at the vendor's, oldest first. */
  readonly consents?: readonly CollectedConsent[];
  /** People who want to be forgotten, by way of the vendor. */
  readonly erasures?: readonly PersonReference[];
  /** What people or the vendor ask for that somebody has to answer. Kept in `privacy.requests()`, and told as `privacyRequest`. */
  readonly requests?: readonly PrivacyRequest[];
}

/** All items of a group at a moment. Those that were in it before, and are not any more, are gone for good. */
export interface ItemGroup {
  readonly groupId: string;
  /** At most 10,000; none where the whole group is gone. */
  readonly itemIds: readonly string[];
  /** When it was so. What is older than what is known of the group changes nothing, neither it nor its items. Default: now. */
  readonly updatedAt?: Moment | undefined;
}

/**
 * What an engine can't answer by itself. `export`: a person wants to see what is held about them, and somebody has to hand it
 * over. `eraseAll`: the vendor wants everything forgotten that came from there, as when a shop has removed the app.
 */
export type PrivacyRequest = (
  | { readonly kind: 'export'; readonly person: PersonReference }
  | { readonly kind: 'eraseAll' }
) & {
  readonly source?: string;
  /** The vendor's own name for it: a request that comes again under it is the same, also when it was answered. Default: none. */
  readonly id?: string;
};

/** A yes or no that was said elsewhere. One that is older than what we know already changes nothing. */
export type CollectedConsent = PersonReference & ConsentChange & { readonly granted: boolean; readonly at: Moment };

/** A part of history. */
export interface BackfillPage extends Collected {
  /** Where to go on behind this page, in the collector's own words. Stored once the page is durable. */
  readonly checkpoint?: JsonValue;
  /** How much of the whole is done, 0 to 1, where that can be told. */
  readonly fraction?: number;
}

export interface BackfillRequest {
  /** From when on. Milliseconds since 1970. */
  readonly since: number;
  /** The last page's `checkpoint` when an earlier backfill was cut off. */
  readonly checkpoint?: JsonValue;
  readonly abort: AbortSignal;
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
  /** How much a verified webhook may hold, where the vendor's are larger than what the engine takes from anybody. Default: no more. */
  readonly bounds?: Partial<Bounds>;
  /**
   * Whether the vendor has itself forgotten the people whose erasure it reports. Its plugin is not asked to erase them there, then: what
   * goes by that name by now may be somebody else. Default: false.
   */
  readonly hasForgotten?: boolean;
  /**
   * Pure: no clock, no network. The same payload gives the same signals, with the same ids.
   *
   * @param request the webhook that brought it, for vendors who say in headers what it is. Absent elsewhere.
   * @throws SINTONIA_INPUT_INVALID that names the field.
   */
  parse(payload: unknown, request?: WebhookRequest): Collected;
  /**
   * What a webhook's payload leaves open and only the vendor can say, such as of which product a shelf is. Asked after `verify` and
   * `parse`, and may use the network; when it fails, the webhook fails, to come again.
   */
  lookUp?(payload: unknown, request: WebhookRequest): Promise<Collected>;
  /**
   * The vendor's name for a delivery. What comes again under it with the same bytes, in this process within a day, is taken once, so
   * that what it asks of others (to forget somebody, say) is asked once. Default: none, and it is taken again, which counts nothing twice.
   */
  deliveryOf?(request: WebhookRequest): string | undefined;
  /** Whether the request really comes from the vendor. @throws SINTONIA_WEBHOOK_UNVERIFIED when it does not. */
  verify?(request: WebhookRequest): Promise<void>;
  /** History since a moment, page by page. Pages that come twice do no harm: signals bring their ids. */
  backfill?(request: BackfillRequest): AsyncIterable<BackfillPage>;
}
