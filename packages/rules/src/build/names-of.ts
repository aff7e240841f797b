import type { FactsOf, Schema } from '@sintonia/spec';
import type { Place } from '../language/near-condition.js';

/** Declared traits of a person, told and computed, the standard ones too. */
export type TraitNameOf<S extends Schema> = keyof FactsOf<S> & string;

/** Names whose value may be a number. */
export type NumberNameOf<Values> = {
  [Name in keyof Values & string]: number extends NonNullable<Values[Name]>
    ? Name
    : NonNullable<Values[Name]> extends number
      ? Name
      : never;
}[keyof Values & string];

/** Names whose value may be a place, or a list of them. */
export type PlaceNameOf<Values> = {
  [Name in keyof Values & string]: IsPlace<ElementOf<NonNullable<Values[Name]>>> extends true ? Name : never;
}[keyof Values & string];

type ElementOf<Value> = Value extends readonly (infer Element)[] ? Element : Value;
type IsPlace<Value> = [Value] extends [Place] ? true : Place extends Value ? true : false;
