import type { PersonId } from './person.js';
import type { OpenSchema, Schema, TraitsOf } from './schema.js';
import type { Interaction, Signal } from './signal.js';

/** What is known about a person, as far as we may know it. */
export interface Profile<S extends Schema = OpenSchema> {
  readonly person: PersonId;
  readonly userId?: string;
  /** Browsers and devices that `identify` tied to this person. */
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
}

/** Facts about a person, told by `identify`. A trait set to `null` is removed. */
export interface IdentifyInput<S extends Schema = OpenSchema> {
  readonly userId: string;
  /** The browser or device that this person was before logging in. */
  readonly anonymousId?: string | undefined;
  readonly traits?: { readonly [Trait in keyof TraitsOf<S>]?: TraitsOf<S>[Trait] | null } | undefined;
}

/** What a person did, newest first. */
export interface PersonHistory {
  /** The signals themselves, those that name no item too. */
  readonly signals: readonly Signal[];
  readonly interactions: readonly Interaction[];
}
