import type { Scalar, ValueTest } from './value-test.js';

/** An attribute of the item in question: `{ attribute: 'price', atMost: 20 }`. */
export type AttributeCondition<Name extends string = string, Value extends Scalar = Scalar> = {
  readonly attribute: Name;
} & ValueTest<Value>;

/**
 * An attribute of the item beside a trait of the person, told or computed: `{ attribute: 'minimumAge', atMostTrait: 'age' }`. Lists
 * compare by any of their elements. What is missing on either side meets nothing.
 */
export type ComparisonCondition<Name extends string = string> = { readonly attribute: Name } & (
  | { readonly isTrait: string }
  | { readonly atLeastTrait: string }
  | { readonly atMostTrait: string }
);
