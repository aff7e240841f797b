import type { JsonObject } from '@sintonia/spec';

/** JSON Schema of an object that we answer with. Later versions may say more. */
export function answered(always: Record<string, JsonObject>, sometimes: Record<string, JsonObject> = {}): JsonObject {
  return { type: 'object', properties: { ...always, ...sometimes }, required: Object.keys(always) };
}

export const text = { type: 'string' } as const;
export const number = { type: 'number' } as const;
export const count = { type: 'integer', minimum: 0 } as const;
/** Milliseconds since 1970. */
export const instant = { type: 'integer', description: 'Milliseconds since 1970.' } as const;
export const success = answered({ success: { const: true } });

/** One of some words. */
export const word = (...words: string[]): JsonObject => ({ enum: words });

/** A list. */
export const listOf = (items: JsonObject): JsonObject => ({ type: 'array', items });
