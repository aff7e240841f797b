import type { Purpose } from './consent.js';
import type { PersonReference } from './person.js';

/** How often somebody wants to hear from you at most. `monthly`: once in 30 days. */
export type MessageFrequency = 'asItComes' | 'daily' | 'weekly' | 'monthly';

/** Who is meant: the token of a link in a message, or a person whom you know by other means, such as a login. */
export type Subscriber = string | PersonReference;

/** One thing that may be subscribed to: a topic of your campaigns. */
export interface TopicSubscription {
  readonly topic: string;
  /** The purpose of its campaigns. */
  readonly purpose: Purpose;
  readonly subscribed: boolean;
}

/** What a page of preferences may show to whoever holds the link. Names nobody and holds no address. */
export interface SubscriptionState {
  /** Every topic of the declared campaigns, in their order. */
  readonly topics: readonly TopicSubscription[];
  /** Whether anything but `service` messages may come: some purpose of the campaigns is agreed to. */
  readonly subscribed: boolean;
  readonly frequency: MessageFrequency;
  /** The topic that the message with this link was about. Absent where it had none, and for people without a token. */
  readonly topic?: string;
  /** The person's language, as a BCP 47 tag, where it is known. */
  readonly locale?: string;
  /** Languages in which campaigns are written. */
  readonly locales: readonly string[];
}

/** What somebody changes on a page of preferences. What is left out stays as it is shown. */
export interface SubscriptionChange {
  /** By topic. `true` agrees to the topic's purpose, too; all other topics stay as they were shown. */
  readonly topics?: Readonly<Record<string, boolean>>;
  /** `false` leaves everything but `service` messages. `true` agrees to the purposes of all campaigns. Read before `topics`. */
  readonly subscribed?: boolean;
  readonly frequency?: MessageFrequency;
  /** One of `locales`. Kept as the trait `locale`. */
  readonly locale?: string;
  /** Where it was said, for the consent ledger. Default: `preferences`. */
  readonly source?: string;
}

/**
 * What people want to get, told by a link in a message or by themselves. Every change is an entry of the consent ledger and holds
 * at once, also for messages that are already waiting.
 *
 * A token that was forged, damaged or sealed for another tenant gets the answers of somebody who never changed anything, and
 * changes nothing: nobody finds out by asking which tokens are good.
 */
export interface Subscriptions {
  /** What may be shown. @throws what `personOf` throws for a reference. */
  of(subscriber: Subscriber): Promise<SubscriptionState>;

  /**
   * The one click (RFC 8058): takes back the topic that the message was about; where it had none, its purpose as a whole. For a person
   * without a token: everything but `service` messages. Doing it again does nothing.
   */
  unsubscribe(subscriber: Subscriber, options?: { readonly source?: string }): Promise<void>;

  /**
   * Changes what is told, and resolves to what is shown then.
   *
   * @throws SINTONIA_INPUT_INVALID (`topics.…`, `subscribed`, `frequency`, `locale`, `source`), also with a token that is no good.
   */
  change(subscriber: Subscriber, change: SubscriptionChange): Promise<SubscriptionState>;
}
