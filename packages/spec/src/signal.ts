import type { Moment } from './clock.js';
import type { Purpose } from './consent.js';
import type { JsonObject } from './json.js';
import type { PersonId, PersonReference } from './person.js';
import type { OpenSchema, Schema, SignalsOf, SignalTypeOf } from './schema.js';

/** Something that a person did, as it is stored: validated, consented to, and never changed afterwards. */
export interface Signal {
  /** Unique within the tenant. A second signal with the same id is the same signal and is not stored again. */
  readonly id: string;
  readonly type: string;
  readonly person: PersonId;
  /** When it happened, in milliseconds since 1970. */
  readonly timestamp: number;
  /** When the engine took it, in milliseconds since 1970. */
  readonly receivedAt: number;
  readonly itemId?: string;
  /** What it was worth, in the unit of your business (money, seconds). From -10¹⁵ to 10¹⁵. */
  readonly value?: number;
  readonly properties?: JsonObject;
  readonly context?: JsonObject;
}

/**
 * Something that a person did, as callers tell it. Segment's envelope: `type` is the event's name. An order of several
 * products carries them in `properties.products` as `{ product_id, quantity?, price? }`, as in Segment's e-commerce events; one of a single product may carry `product_id` in
 * `properties`. Without `value`, an amount in `properties` counts: `revenue`, `total`, `value`, else what the products cost.
 */
export type SignalInput<S extends Schema = OpenSchema> = {
  [Type in SignalTypeOf<S>]: PersonReference & {
    /** Your own id of this signal, to make a repeated call harmless. Default: a new UUID of version 7, in the order of time. */
    readonly id?: string | undefined;
    readonly type: Type;
    readonly itemId?: string | undefined;
    readonly value?: number | undefined;
    /** Default: now. May lie in the past without limit. */
    readonly timestamp?: Moment | undefined;
    readonly properties?: SignalsOf<S>[Type] | undefined;
    readonly context?: JsonObject | undefined;
  };
}[SignalTypeOf<S>];

/** What a type of signal means. Declared per engine, replaceable while it runs. */
export interface SignalDefinition {
  /** How much one such signal says about taste, relative to the others. 0 to 100; 0 says nothing. */
  readonly weight: number;
  /** `negative` counts against the item (a skip, a refund). Default: `positive`. */
  readonly polarity?: 'positive' | 'negative';
  /** Days after which it says half as much. Default: never less. */
  readonly halfLifeDays?: number;
  /**
   * Whether the person has (or has been through) the item afterwards, so that it is not recommended to them again unless it
   * is `repeatable`. Default: false.
   */
  readonly consumes?: boolean;
  /** The purpose that a person must agree to before such a signal is stored. Default: `personalisation`. */
  readonly purpose?: Purpose;
  /** Whether `value` is revenue (negative where the polarity is). Default: false. */
  readonly revenue?: boolean;
}

export type SignalDefinitions = Readonly<Record<string, SignalDefinition>>;

/** A person, an item and how strongly they met: what most recommenders learn from. */
export interface Interaction {
  readonly person: PersonId;
  readonly itemId: string;
  readonly type: string;
  /** Weight of its type, decayed to the moment of asking; below 0 for negative polarity. Finite. */
  readonly weight: number;
  /** When, in milliseconds since 1970. */
  readonly timestamp: number;
}
