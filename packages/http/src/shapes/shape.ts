import type { JsonObject } from '@sintonia/spec';

/** What a value from outside must be: checks it, and says so as JSON Schema for the OpenAPI document. One source of both. */
export interface Shape<T = unknown> {
  /** JSON Schema, draft 2020-12. */
  readonly schema: JsonObject;
  /** The value, checked. @throws SINTONIA_INPUT_* that names `field`. */
  read(value: unknown, field: string): T;
}

/** What a shape reads. */
export type Shaped<S> = S extends Shape<infer T> ? T : never;

/** The same shape with a word about what it is for. */
export function described<T>(shape: Shape<T>, description: string): Shape<T> {
  return { ...shape, schema: { ...shape.schema, description } };
}
