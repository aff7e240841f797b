/** What a value is compared with. */
export type Scalar = string | number | boolean | null;

/** Bounds of a number, both inclusive. At least one is given. */
export interface NumberRange {
  readonly atLeast?: number;
  readonly atMost?: number;
}

/**
 * What is asked of one value. A list meets a test when any of its elements does. What is missing or null meets none, except
 * `exists: false`.
 */
export type ValueTest<Value extends Scalar = Scalar> =
  | { readonly is: Value }
  | { readonly in: readonly Value[] }
  | NumberRange
  | { readonly exists: boolean };
