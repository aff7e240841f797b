import type { JsonObject, JsonValue } from '../json.js';
import { assertBoundedJson } from './bounds.js';
import { readObject } from './read.js';

/**
 * A JSON object from outside: a copy, as every store will give it back, so that what is kept is what was checked, whatever the
 * caller does to theirs meanwhile.
 *
 * @throws SINTONIA_INPUT_*; `field` names the value.
 */
export function readJsonObject(value: unknown, field: string): JsonObject {
  readObject(value, field);
  assertBoundedJson(value, field);
  return copyOf(value as JsonObject) as JsonObject;
}

/** What JSON would give back, for a quarter of what writing and parsing it costs. Not deeper than the bounds. */
function copyOf(value: JsonValue): JsonValue {
  // JSON knows no negative zero.
  if (value === 0) return 0;
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? listOf(value) : objectOf(value as JsonObject);
}

function listOf(list: readonly JsonValue[]): JsonValue[] {
  const copy: JsonValue[] = [];
  for (let index = 0; index < list.length; index++) copy.push(copyOf(list[index] as JsonValue));
  return copy;
}

function objectOf(object: JsonObject): JsonObject {
  const copy: Record<string, JsonValue> = {};
  for (const name of Object.keys(object)) {
    const member = object[name];
    if (member !== undefined) copy[name] = copyOf(member);
  }
  return copy;
}
