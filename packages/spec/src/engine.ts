import type { Moment } from './clock.js';
import type { Privacy } from './consent.js';
import type { Decision } from './decision.js';
import type { Diagnosis } from './diagnosis.js';
import type { EngineEvents } from './engine-events.js';
import type { ErrorCode } from './errors.js';
import type { BackfillOptions, BackfillReport, SyncOptions, SyncReport } from './exchange.js';
import type { FitReport } from './fit.js';
import type { Identity } from './identity.js';
import type { Item } from './item.js';
import type { Jobs } from './jobs.js';
import type { SendResult } from './message.js';
import type { MessageDesk } from './message-desk.js';
import type { MessageFate } from './message-fate.js';
import type { Models } from './models.js';
import type { PersonReference } from './person.js';
import type { FeedbackInput, Pick, Recommendations, RecommendRequest, SimilarRequest } from './pick.js';
import type { Predictions } from './prediction.js';
import type { IdentifyInput, Preferences, Profile } from './profile.js';
import type { ItemAttributesOf, OpenSchema, Schema, SignalTypeOf } from './schema.js';
import type { Segments } from './segmenter.js';
import type { MemberPage, MembersOptions, SegmentDesk } from './segments.js';
import type { SignalDefinition, SignalInput } from './signal.js';
import type { WebhookRequest } from './signal-collector.js';
import type { Subscriptions } from './subscriptions.js';
import type { Suppressions } from './suppressions.js';

/** What became of collected signals. Whatever is counted as accepted is durable. */
export interface CollectResult {
  readonly accepted: number;
  /** Ids that were there already. Harmless. */
  readonly duplicates: readonly string[];
  /** Signals that were not stored, by their place in the input. */
  readonly refused: readonly { readonly index: number; readonly code: ErrorCode; readonly field?: string }[];
}

/** What became of a webhook. */
export interface ReceiveResult extends CollectResult {
  /** Of a dispatcher's: how many accepted events are about messages that nobody knows, or not any more. */
  readonly unmatched?: number;
}

export interface CollectOptions {
  /** Whether one invalid signal refuses the whole call (`throw`, the default) or only itself (`skip`). */
  readonly onInvalid?: 'throw' | 'skip';
}

export interface FitOptions {
  readonly abort?: AbortSignal;
  /** Learn only from what happened before this moment. For evaluation. */
  readonly until?: Moment;
}

/** What one `tick` did. */
export interface TickReport {
  readonly sent: number;
  readonly failed: number;
  readonly unknown: number;
  /** Given up because consent or suppression changed after the decision. */
  readonly suppressed: number;
  /** Given up because they could not go out in time. */
  readonly expired: number;
  /** Put off to a later try. */
  readonly retrying: number;
  /** When there is something to do again, in milliseconds since 1970. Absent when nothing waits. */
  readonly next?: number;
}

/** What `items` to keep: how many there are is `size`. */
export interface Catalog<S extends Schema = OpenSchema> {
  /** Adds or replaces up to 10,000 items at once. @throws SINTONIA_INPUT_INVALID, and none of them is stored. */
  put(items: readonly Item<ItemAttributesOf<S>>[]): Promise<void>;
  /** Items that are gone for good. Removing what is not there is no error. */
  remove(itemIds: readonly string[]): Promise<void>;
  get(itemId: string): Promise<Item<ItemAttributesOf<S>> | undefined>;
  size(): Promise<number>;
}

/**
 * The engine. All methods may be called at the same time. Whatever is invalid throws a `SintoniaError` that names the field,
 * before anything is changed; after `close` everything throws SINTONIA_ENGINE_CLOSED.
 */
export interface Engine<
  S extends Schema = OpenSchema,
  CampaignName extends string = string,
  SegmentName extends string = string,
> {
  readonly tenant: string;

  /** Takes what people did. Resolves once it is durable. At most 10,000 signals a call. */
  collect(signals: SignalInput<S> | readonly SignalInput<S>[], options?: CollectOptions): Promise<CollectResult>;

  /**
   * Takes a webhook for one of the installed collectors, or what a provider reports about messages for one of the dispatchers, by
   * its name: verified first, then collected like anything else. Resolves once it is durable; answer the vendor then, and not before.
   *
   * @throws SINTONIA_COLLECTOR_UNKNOWN, SINTONIA_WEBHOOK_UNVERIFIED, SINTONIA_INPUT_TOO_LARGE (a body of more than a megabyte), and what
   *   `parse` or `parseFeedback` throws.
   */
  receive(name: string, request: WebhookRequest): Promise<ReceiveResult>;

  /**
   * Takes the history of an installed collector, page by page; `backfill` events say how far it is. When it was cut off, the same call
   * goes on behind the last page.
   *
   * @throws SINTONIA_COLLECTOR_UNKNOWN, SINTONIA_ABORTED, SINTONIA_PLATFORM_*, SINTONIA_PLUGIN_FAILED.
   */
  backfill(collector: string, options?: BackfillOptions): Promise<BackfillReport>;

  /**
   * Writes segments, traits and picks of everybody who agrees to an installed destination: of whom something has changed since the
   * last time.
   *
   * @throws SINTONIA_DESTINATION_UNKNOWN, SINTONIA_ABORTED, SINTONIA_PLATFORM_*.
   */
  sync(destination: string, options?: SyncOptions): Promise<SyncReport>;

  /**
   * Takes what is known about a person: name, address, language, consent-free facts. With both ids, what the device sent before
   * and sends later counts for the person, unless something stands against it (the event `identity` says what).
   *
   * @throws SINTONIA_IDENTIFIER_BLOCKED (`userId`) when the user id is a placeholder such as `null`.
   */
  identify(input: IdentifyInput<S>): Promise<Profile<S>>;

  /** What is known about a person. Somebody unknown has an empty profile. */
  profileOf(person: PersonReference): Promise<Profile<S>>;

  /**
   * Everybody of whom something is known, by pages in the order of their ids: somebody merged once, devices that are nobody's by
   * themselves. Whether they agree to anything, each method asks for itself.
   */
  people(options?: MembersOptions): Promise<MemberPage>;

  /** What a person prefers: values of item attributes, a channel, a format, a language, how often they come. */
  preferencesOf(person: PersonReference): Promise<Preferences>;

  /** Which anonymous ids are whose: merging, and taking a merge back. */
  readonly identity: Identity;

  readonly catalog: Catalog<S>;

  /** What this person may want, best first, each pick with its score and reasons. */
  recommend(request: RecommendRequest<S>): Promise<Recommendations<S>>;

  /** Items like this one. @throws SINTONIA_ITEM_UNKNOWN */
  similar(request: SimilarRequest<S>): Promise<readonly Pick<S>[]>;

  /** Segments declared as rules: changed while the engine runs, and read the other way round. */
  readonly segments: SegmentDesk<SegmentName>;

  /** The segments that a person is in, each with confidence and reasons. */
  segmentsOf(person: PersonReference): Promise<Segments>;

  /** What the person will probably do, by every segmenter that predicts: numbers, or what is lacking for one. */
  predictionsOf(person: PersonReference): Promise<Predictions>;

  /** Whether, when and how this person may get this campaign. Changes nothing. @throws SINTONIA_CAMPAIGN_UNKNOWN */
  decide(request: PersonReference & { readonly campaign: CampaignName }): Promise<Decision>;

  /**
   * Decides, composes and queues a message, durably. It goes out once: `occasion` (such as `2026-W47`) says which sending this
   * is, and a second call with the same campaign, person and occasion is a duplicate. Delivery follows by itself, or by
   * `tick` where `delivery` is `manual`. What has not gone out by `expiresAt` never does; default: as the campaign says.
   */
  send(
    request: PersonReference & {
      readonly campaign: CampaignName;
      readonly occasion: string;
      readonly expiresAt?: Moment;
    },
  ): Promise<SendResult>;

  /** Messages that did not go out: to look at, and to send again. */
  readonly messages: MessageDesk<CampaignName>;

  /** What became of a message: whether it went out, what its provider reported of it. Undefined when nobody knows it, or not any more. */
  fateOf(sendKey: string): Promise<MessageFate | undefined>;

  /**
   * Takes "I like it", "not for me, because…". Counts from the next list on.
   *
   * @throws SINTONIA_CONSENT_DENIED when the person does not agree to personalisation, and so it would not count.
   */
  feedback(input: FeedbackInput): Promise<void>;

  /** Learns anew from everything collected and swaps the models in. Resolves to a report by model name. */
  fit(options?: FitOptions): Promise<Readonly<Record<string, FitReport>>>;

  /** The versions of what was learnt, and going back to the one before. */
  readonly models: Models;

  /**
   * Folds signals that are older than `retention` into what follows from them, and removes them. Profiles and traits stay as they
   * are. Reads the whole log once.
   *
   * @returns how many signals. None without `retention`.
   * @throws SINTONIA_ABORTED: what was folded stays folded, the rest is left for the next time.
   */
  compact(options?: { readonly abort?: AbortSignal }): Promise<{ readonly signals: number }>;

  /**
   * Does what is due: jobs, sending, trying again, giving up expired claims, noticing who enters and leaves segments by time,
   * fitting. For tests, serverless and cron. Not for use within a job, which it would wait for.
   */
  tick(now?: Moment): Promise<TickReport>;

  /** What is done again and again: how it is with it, and doing it now. */
  readonly jobs: Jobs;

  readonly privacy: Privacy;

  /** Topics, frequency and the way out: what a page of preferences stands on. */
  readonly subscriptions: Subscriptions;

  /** Addresses that must not be written to. */
  readonly suppressions: Suppressions;

  /** Replaces what signal types mean, at once, for all later answers. */
  declare(signals: { readonly [Type in SignalTypeOf<S>]?: SignalDefinition }): void;

  /** Listens. A listener that throws harms nobody; its error is emitted as `error`. Returns how to stop. */
  on<Name extends keyof EngineEvents>(
    name: Name,
    listener: (event: EngineEvents[Name]) => void | Promise<void>,
  ): () => void;

  /** Why is my list empty, or the same for everyone? Findings, most serious first, each with what to do. */
  diagnose(person?: PersonReference): Promise<Diagnosis>;

  /** Finishes what is under way, writes what is pending, closes plugins and the store. Calling it again does nothing. */
  close(): Promise<void>;
}
