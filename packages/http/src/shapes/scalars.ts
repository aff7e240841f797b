import {
  assertIdentifier,
  type JsonObject,
  type Moment,
  readInteger,
  readMoment,
  readObject,
  readOneOf,
  SintoniaError,
} from '@sintonia/spec';
import type { Shape } from './shape.js';

/** An id: 1 to 256 characters, none of them a control character. */
export const identifier: Shape<string> = {
  schema: { type: 'string', minLength: 1, maxLength: 256, pattern: '^[^\\p{Cc}\\p{Cs}]+$' },
  read(value, field) {
    assertIdentifier(value, field);
    return value;
  },
};

/** `true` or `false`. */
export const flag: Shape<boolean> = {
  schema: { type: 'boolean' },
  read(value, field) {
    if (typeof value !== 'boolean')
      throw new SintoniaError('INPUT_INVALID', `${field} must be true or false.`, { field });
    return value;
  },
};

/** A whole number, both ends included. */
export function integer(min: number, max: number): Shape<number> {
  return {
    schema: { type: 'integer', minimum: min, maximum: max },
    read: (value, field) => readInteger(value, field, { min, max }),
  };
}

/** One of some words. */
export function oneOf<const Word extends string>(...words: Word[]): Shape<Word> {
  return { schema: { enum: words }, read: (value, field) => readOneOf(value, field, words) };
}

/** A date and time with its zone, or milliseconds since 1970. Read to the latter. */
export const moment: Shape<number> = {
  schema: {
    anyOf: [
      { type: 'string', format: 'date-time' },
      { type: 'string', format: 'date' },
      { type: 'number', minimum: -8.64e15, maximum: 8.64e15 },
    ],
  },
  read: (value, field) => readMoment(value as Moment, field),
};

/** Any JSON object. What is in it is bounded by who reads it: the engine, once. */
export const jsonObject: Shape<JsonObject> = {
  schema: { type: 'object', additionalProperties: true },
  read: (value, field) => readObject(value, field) as JsonObject,
};

/** Whatever it is: somebody behind this door checks it. */
export const anything: Shape<unknown> = { schema: {}, read: (value) => value };
