import type { JsonObject } from './json.js';

type Scalar<Value> = Value extends readonly (infer Element)[] ? Element : Value;

/** Only numbers have an order. */
type Range<Value> = [Extract<Value, number>] extends [never]
  ? never
  : { readonly atLeast?: number; readonly atMost?: number };

/** A condition on one attribute. A list attribute meets `is` and `in` when any of its elements does. */
type AttributeCondition<Attributes extends object> = {
  [Name in keyof Attributes & string]: { readonly attribute: Name } & (
    | { readonly is: Scalar<NonNullable<Attributes[Name]>> }
    | { readonly in: readonly Scalar<NonNullable<Attributes[Name]>>[] }
    | Range<Scalar<NonNullable<Attributes[Name]>>>
  );
}[keyof Attributes & string];

/**
 * Which items may be shown, as JSON: conditions on attributes, combined by `all`, `any` and `not`. An item without the
 * attribute meets no condition on it. At most 32 levels deep.
 */
export type ItemFilter<Attributes extends object = JsonObject> =
  | AttributeCondition<Attributes>
  | { readonly all: readonly ItemFilter<Attributes>[] }
  | { readonly any: readonly ItemFilter<Attributes>[] }
  | { readonly not: ItemFilter<Attributes> };
