import type { Moment } from './clock.js';
import type { PersonId } from './person.js';
import type { ComputedOf, OpenSchema, Schema, TraitsOf } from './schema.js';
import type { Interaction, Signal } from './signal.js';

/** What is known about a person, as far as we may know it. */
export interface Profile<S extends Schema = OpenSchema> {
  readonly person: PersonId;
  readonly userId?: string;
  /** Browsers and devices that count for this person, the latest first. */
  readonly anonymousIds: readonly string[];
  /** What the person or your service told us. */
  readonly traits: TraitsOf<S>;
  /** When the first and the last signal happened; absent without signals. Milliseconds since 1970. */
  readonly firstSeenAt?: number;
  readonly lastSeenAt?: number;
  /** Number of signals by type. */
  readonly counts: Readonly<Record<string, number>>;
  /** Sum of `value` over revenue signals, refunds subtracted. */
  readonly revenue: number;
  /** Values of the traits that `createEngine({ traits })` declares, as of the moment of asking. */
  readonly computed: ComputedOf<S>;
  /** When the person is active; absent without signals. */
  readonly activity?: Activity;
  /** Days that come again, and age; absent when none is known. */
  readonly occasions?: Occasions;
}

/** How many signals fell into each hour of the week, all of them counted alike. */
export interface Activity {
  /** The person's zone (trait `timezone`), or else `UTC`. */
  readonly zone: string;
  /** 168 counts by local hour: Monday 00:00 to 01:00 first, Sunday 23:00 to 24:00 last. */
  readonly hours: readonly number[];
}

/** A day that comes again every year. */
export interface Occasion {
  /** The next one, today included, as a local date of the person: `YYYY-MM-DD`. Of 29 February it is 1 March in other years. */
  readonly next: string;
  /** Days from today until then, 0 on the day itself. Local days of the person. */
  readonly inDays: number;
  /** How many years it will be then: the age on a birthday. At least 1. */
  readonly years: number;
}

/** What the calendar says about a person. Whatever is unknown or implausible is absent. */
export interface Occasions {
  /** From the trait `birthday`. Absent when that is no date, lies in the future, or more than 120 years back. */
  readonly birthday?: Occasion;
  /** In whole years, from the trait `birthday`. */
  readonly age?: number;
  /** When the first revenue signal happened that is no refund. Milliseconds since 1970. */
  readonly firstPurchaseAt?: number;
  /** Of the local day of the first purchase. */
  readonly firstPurchase?: Occasion;
}

/** What a person prefers to how much, beside what everybody does. */
export interface Affinity {
  /** One of the attributes named by `createEngine({ affinities })`. */
  readonly attribute: string;
  readonly value: string;
  /**
   * Sum of what the person's signals say of items with this value, in the weights of their types, decayed. An item with several
   * values says the same of each, in equal parts. Below 0: averse.
   */
  readonly weight: number;
  /** Its part of all that speaks for values of the attribute. 0 to 1. */
  readonly share: number;
  /**
   * How many times as much as expected of anybody, drawn towards 1 where little is known: (weight + 1) / (expected + 1), the 1
   * being the weight of a purchase (a gamma-Poisson shrinker, as in DuMouchel, 1999). Aversion counts as weight 0. Above 0; absent
   * before the first fit.
   */
  readonly lift?: number;
}

/** What somebody prefers, as far as their signals tell. What they don't tell is absent. */
export interface Preferences {
  readonly person: PersonId;
  /** By lift, strongest first; of the latest 10,000 signals. Empty for who does not agree to personalisation. */
  readonly affinities: readonly Affinity[];
  /**
   * The trait `preferredChannel`; or else the channel of whose messages the largest part was answered, by signals with the property
   * `exposureId` or `channel`.
   */
  readonly channel?: string;
  /** What most signals had as the property `format`, such as `video`; of several the first by name. */
  readonly format?: string;
  /** The trait `locale`, or else the language of most signals (`context.locale`). */
  readonly language?: string;
  /** The median of days between visits. Signals less than half an hour apart are one visit; at least three visits. */
  readonly daysBetweenVisits?: number;
}

/**
 * Facts about a person, told by `identify`. A trait set to `null` is removed. At least one id; without a `userId` they are
 * facts about an anonymous visitor, over which those of a known person win after a merge.
 */
export interface IdentifyInput<S extends Schema = OpenSchema> {
  readonly userId?: string | undefined;
  /** The browser or device that this person was before logging in. */
  readonly anonymousId?: string | undefined;
  readonly traits?: { readonly [Trait in keyof TraitsOf<S>]?: TraitsOf<S>[Trait] | null } | undefined;
  /** When the traits were so where they come from: one that is known to be newer stays as it is. Default: now. */
  readonly updatedAt?: Moment | undefined;
}

/** What a person did, newest first. */
export interface PersonHistory {
  /** The signals themselves, those that name no item too. */
  readonly signals: readonly Signal[];
  readonly interactions: readonly Interaction[];
}
