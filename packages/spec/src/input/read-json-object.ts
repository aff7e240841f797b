import type { JsonObject } from '../json.js';
import { boundedCopy } from './bounds.js';
import { readObject } from './read.js';

/**
 * A JSON object from outside: a copy, as every store will give it back, so that what is kept is what was checked, whatever the
 * caller does to theirs meanwhile.
 *
 * @throws SINTONIA_INPUT_*; `field` names the value.
 */
export function readJsonObject(value: unknown, field: string): JsonObject {
  return boundedCopy(readObject(value, field), field) as JsonObject;
}
