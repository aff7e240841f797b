import type { Duration, SignalTest } from '@sintonia/rules';
import type { ComputedOf, OpenSchema, Schema, SignalsOf, SignalTypeOf } from '@sintonia/spec';

type OneOrMore<Each> = Each | readonly Each[];
type PropertyNameOf<S extends Schema> = {
  [Type in SignalTypeOf<S>]: keyof NonNullable<SignalsOf<S>[Type]> & string;
}[SignalTypeOf<S>];

/** What is read of a signal: its `value`, its item, or one of its properties (by one name, not deeper). */
export type SignalField<S extends Schema = OpenSchema> = 'value' | 'itemId' | `properties.${PropertyNameOf<S>}`;

interface Filter {
  /** Only signals that pass all of these tests, in the language of `@sintonia/rules`. */
  readonly where?: readonly SignalTest[];
}
interface Windowed {
  /** Only of what is younger than this, such as `90d`. Default: of all time. */
  readonly within?: Duration;
}
interface Of<S extends Schema> extends Filter, Windowed {
  /** Of signals of this type, or of these. */
  readonly of: OneOrMore<SignalTypeOf<S>>;
}

/** How many signals there were. */
export interface CountTrait<S extends Schema = OpenSchema> extends Filter, Windowed {
  readonly count: OneOrMore<SignalTypeOf<S>>;
}
/** What numbers add up to, exactly; 0 without any. */
export interface SumTrait<S extends Schema = OpenSchema> extends Of<S> {
  readonly sum: SignalField<S>;
}
/** Their mean; absent without any. */
export interface AverageTrait<S extends Schema = OpenSchema> extends Of<S> {
  readonly average: SignalField<S>;
}
/** Whole days (of 24 hours) since the latest; absent without any. */
export interface RecencyTrait<S extends Schema = OpenSchema> extends Filter {
  readonly recency: OneOrMore<SignalTypeOf<S>>;
}
/**
 * How many days (weeks, from Monday) in a row have such a signal, in the person's zone, up to today or yesterday: a streak
 * stands until a whole day has gone by without. At most 3,660.
 */
export interface StreakTrait<S extends Schema = OpenSchema> extends Filter {
  readonly streak: OneOrMore<SignalTypeOf<S>>;
  /** Default: `day`. */
  readonly each?: 'day' | 'week';
}
/** The value of the earliest signal that has one. `timestamp`: when it happened. */
export interface FirstTrait<S extends Schema = OpenSchema> extends Of<S> {
  readonly first: SignalField<S> | 'timestamp';
}
/** The value of the latest signal that has one. `timestamp`: when it happened. */
export interface LastTrait<S extends Schema = OpenSchema> extends Of<S> {
  readonly last: SignalField<S> | 'timestamp';
}
/** The value that came most often. Absent when there were too many different ones to keep: 500, or 50 in a part of a window. */
export interface MostFrequentTrait<S extends Schema = OpenSchema> extends Of<S> {
  readonly mostFrequent: SignalField<S>;
}
/** The different values, the last seen first: the latest 100. */
export interface UniqueTrait<S extends Schema = OpenSchema> extends Of<S> {
  readonly unique: SignalField<S>;
}

/** How one trait is computed from a person's signals. Plain JSON, told by its first key. */
export type TraitDeclaration<S extends Schema = OpenSchema> = NumberTrait<S> | ValueTrait<S> | UniqueTrait<S>;

type NumberTrait<S extends Schema> = CountTrait<S> | SumTrait<S> | AverageTrait<S> | RecencyTrait<S> | StreakTrait<S>;
type ValueTrait<S extends Schema> = FirstTrait<S> | LastTrait<S> | MostFrequentTrait<S>;
type TraitFor<S extends Schema, Value> =
  NonNullable<Value> extends readonly unknown[]
    ? UniqueTrait<S>
    : number extends NonNullable<Value>
      ? NumberTrait<S> | ValueTrait<S>
      : ValueTrait<S>;

/** By name. Where `Schema.computed` declares names, only these, each of a kind that gives its type. */
export type TraitDeclarations<S extends Schema = OpenSchema> = S extends { computed: object }
  ? { readonly [Name in keyof ComputedOf<S>]?: TraitFor<S, ComputedOf<S>[Name]> }
  : { readonly [Name in string]?: TraitDeclaration<S> };
