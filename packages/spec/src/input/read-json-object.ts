import type { JsonObject } from '../json.js';
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
  return JSON.parse(JSON.stringify(value));
}
