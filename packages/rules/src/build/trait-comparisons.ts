import type { FactsOf, Schema } from '@sintonia/spec';
import type { NumberNameOf } from './names-of.js';
import type { ScalarOf } from './value-tests.js';

/** Traits with a value that such an attribute may have. */
type TraitLike<Facts, Value> = {
  [Name in keyof Facts & string]: Extract<
    ScalarOf<NonNullable<Facts[Name]>>,
    ScalarOf<NonNullable<Value>>
  > extends never
    ? Extract<ScalarOf<NonNullable<Value>>, ScalarOf<NonNullable<Facts[Name]>>> extends never
      ? never
      : Name
    : Name;
}[keyof Facts & string];

/** What can be asked of an attribute beside a trait of the person; a number may be compared with numeric traits, too. */
export type TraitComparisons<S extends Schema, Attribute extends string, Value> = {
  /** Any value of the attribute is any of the trait. */
  isTrait<Trait extends TraitLike<FactsOf<S>, Value>>(
    trait: Trait,
  ): { readonly attribute: Attribute; readonly isTrait: Trait };
} & (Extract<ScalarOf<NonNullable<Value>>, number> extends never ? unknown : RangeComparisons<S, Attribute>);

interface RangeComparisons<S extends Schema, Attribute extends string> {
  /** Such as a rating that the person's age must reach: `item('minimumAge').atMostTrait('age')`. */
  atMostTrait<Trait extends NumberNameOf<FactsOf<S>>>(
    trait: Trait,
  ): { readonly attribute: Attribute; readonly atMostTrait: Trait };
  atLeastTrait<Trait extends NumberNameOf<FactsOf<S>>>(
    trait: Trait,
  ): { readonly attribute: Attribute; readonly atLeastTrait: Trait };
}
