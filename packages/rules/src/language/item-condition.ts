import type { Scalar, ValueTest } from './value-test.js';

/** An attribute of the item in question: `{ attribute: 'price', atMost: 20 }`. */
export type AttributeCondition<Name extends string = string, Value extends Scalar = Scalar> = {
  readonly attribute: Name;
} & ValueTest<Value>;
