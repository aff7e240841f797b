/** Any value that JSON can carry. Numbers are finite. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** A JSON object. Own, enumerable string keys only; `undefined` members count as absent. */
export interface JsonObject {
  readonly [key: string]: JsonValue | undefined;
}
