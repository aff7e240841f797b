import type { Moment } from './clock.js';
import type { Variant } from './decision.js';
import type { Item } from './item.js';
import type { ItemFilter } from './item-filter.js';
import type { JsonObject } from './json.js';
import type { PersonId, PersonReference } from './person.js';
import type { PickReason } from './reason.js';
import type { Towards } from './recommender.js';
import type { AttributeNameOf, ItemAttributesOf, OpenSchema, Schema } from './schema.js';

/** One place in a list: an item, how good, from where, and why. */
export interface Pick<S extends Schema = OpenSchema> {
  readonly itemId: string;
  /** The catalogue's entry, where there is one. */
  readonly item?: Item<ItemAttributesOf<S>>;
  /** Higher is better, comparable within its source. */
  readonly score: number;
  /** Name of the recommender that proposed it. */
  readonly source: string;
  readonly reasons: readonly PickReason<AttributeNameOf<S>>[];
  /** The probability with which it was to come to this place. Only where chance had a part, as in exploration. */
  readonly propensity?: number;
}

export type RecommendRequest<S extends Schema = OpenSchema> = PersonReference & {
  /** 1 to 1,000. Default: 10. */
  readonly limit?: number | undefined;
  readonly where?: ItemFilter<ItemAttributesOf<S>> | undefined;
  /** Items that must not be in the list, besides those the person has. At most 10,000. */
  readonly exclude?: readonly string[] | undefined;
  /** Whether the list may hold what the person already has. Default: only items marked `repeatable`. */
  readonly includeSeen?: boolean | undefined;
  /** Ask only these recommenders, in this order. Default: all, in the order of their plugins, each filling up the one before. */
  readonly sources?: readonly string[] | undefined;
  /**
   * What is known of the moment, such as `{ country: 'ES', device: 'mobile', moment: 'to relax' }`, for recommenders that heed
   * it. JSON; used for this list and kept nowhere. Default: nothing.
   */
  readonly context?: JsonObject | undefined;
  /** Such as `{ energy: 'less' }`: like what the person takes, but calmer. For recommenders that know attributes. Default: none. */
  readonly towards?: TowardsOf<S> | undefined;
  /** Where the page before ended: its `next`. Nothing that was on the pages before comes again. Default: the first page. */
  readonly after?: string | undefined;
  /** Whether it is shown to the person, and so logged as an exposure. Default: true. */
  readonly exposure?: boolean | undefined;
  /** As if it were this moment: nothing that happened since is looked at, and no exposure is logged. For evaluation. */
  readonly asOf?: Moment | undefined;
};

export interface Recommendations<S extends Schema = OpenSchema> {
  readonly person: PersonId;
  readonly picks: readonly Pick<S>[];
  /** `generic` for the holdout, and for who does not agree to personalisation. */
  readonly variant: Variant;
  /** Names this list in feedback. Absent when it was not logged: so asked, or for who does not agree to `analytics`. */
  readonly exposureId?: string;
  /** Asks for the next page. Absent when there is none: this one is not full, or 1,000 items have been shown. */
  readonly next?: string;
  /** When the list is short: how many items of the catalogue were kept out of it, by the first thing that spoke against each. */
  readonly keptOut?: Readonly<Partial<Record<KeptOut, number>>>;
}

/** What keeps an item out of a list, in the order in which it is asked. */
export type KeptOut = 'excluded' | 'dismissed' | 'had' | 'unavailable' | 'ineligible' | 'filtered';

export interface SimilarRequest<S extends Schema = OpenSchema> {
  readonly itemId: string;
  /** 1 to 1,000. Default: 10. */
  readonly limit?: number | undefined;
  readonly where?: ItemFilter<ItemAttributesOf<S>> | undefined;
  /** Such as `{ energy: 'less', tempo: 90 }`: like this, but calmer. For recommenders that know attributes. Default: none. */
  readonly towards?: TowardsOf<S> | undefined;
}

/** {@link Towards} for the declared attributes. */
export type TowardsOf<S extends Schema> = { readonly [Name in AttributeNameOf<S>]?: Towards[string] };

/** That a list was shown or a message sent, and how likely that was: what lift and fairness are measured from. */
export interface Exposure {
  readonly id: string;
  readonly person: PersonId;
  readonly kind: 'list' | 'message';
  readonly at: number;
  readonly variant: Variant;
  readonly propensity: number;
  readonly itemIds: readonly string[];
  /** How likely each item was to come to its place, where chance had a part in the order. */
  readonly propensities?: readonly number[];
  /** With `message`. */
  readonly campaign?: string;
  readonly channel?: string;
  readonly sendKey?: string;
}

/** What a person says about a pick. */
export type FeedbackInput = PersonReference & {
  readonly itemId: string;
  readonly kind: 'clicked' | 'dismissed' | 'liked';
  /**
   * With `dismissed`, why. `notNow` hides the item for 30 days, every other word for good; only `notMyTaste` also counts
   * against items like it.
   */
  readonly because?: 'notMyTaste' | 'alreadyHave' | 'tooExpensive' | 'notNow' | 'other' | undefined;
  /** The list in which it stood. */
  readonly exposureId?: string | undefined;
  /** Makes a repeated call harmless. Default: a new UUID of version 7, in the order of time. */
  readonly id?: string | undefined;
};
