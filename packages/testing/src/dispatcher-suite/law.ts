import type { ChannelDispatcher, DeliveryEvent, Message, WebhookRequest } from '@sintonia/spec';

/**
 * How a provider may behave: `accept` messages; be `busy` (surely not taken, later perhaps); `refuse` the message for good;
 * refuse the credentials (`unauthorised`); be `unreachable`; take the message and `lose` the answer; take it and `hang`.
 */
export type ProviderBehaviour = 'accept' | 'busy' | 'refuse' | 'unauthorised' | 'unreachable' | 'lose' | 'hang';

/** What the provider has taken, as read from the wire, not from the dispatcher. */
export interface Delivered {
  readonly to: string;
  readonly subject?: string;
  readonly text: string;
  readonly html?: string;
}

/** A webhook by which the provider reports, and what it means. */
export interface FeedbackSample {
  readonly name: string;
  /** As it arrives: signed, where the dispatcher has `verify`. */
  readonly request: WebhookRequest;
  /** What `parseFeedback` gives, as far as it is told. Default: anything valid. */
  readonly means?: readonly Partial<DeliveryEvent>[];
}

/** A dispatcher and the pretended (better: real, local) provider behind it. */
export interface DispatcherRig {
  readonly dispatcher: ChannelDispatcher;
  /** How the provider behaves from now on. It starts with `accept`. */
  behave(behaviour: ProviderBehaviour): void;
  /** Everything that the provider has taken, in any order. */
  delivered(): readonly Delivered[] | Promise<readonly Delivered[]>;
  /** At least one, better one of each kind of event. Needed unless the suite is told `noFeedback`. */
  readonly reports?: readonly FeedbackSample[];
  /** How far `receivedAt` may be from the moment of signing, where the provider signs the time. Milliseconds. Default: it does not. */
  readonly toleranceMs?: number;
  stop?(): unknown;
}

/** One promise of the contract, checked against a rig of its own. */
export interface DispatcherLaw {
  readonly law: string;
  /** The only channel that it says anything about. Default: all. */
  readonly channel?: 'email';
  /** What must be there, with `reports`, for this law to say anything. */
  readonly needs?: 'verify' | 'parseFeedback' | 'toleranceMs';
  /** `throws` when the law is broken. `message` is one that the channel can carry. */
  check(rig: DispatcherRig, message: Message): Promise<void>;
}
