import { type JsonValue, type Signal, SintoniaError, type TraitScalar } from '@sintonia/spec';

/** The values that a signal brings for a trait. Usually one or none. */
export type FieldReader = (signal: Signal) => readonly TraitScalar[];

const PROPERTY = 'properties.';
/** What is longer is prose. It would fill profiles, and hardly comes twice. */
const LONGEST_TEXT = 256;
/** As for the `value` of signals: beyond, cents are lost. */
const LARGEST = 1e15;

/**
 * Reads a field off signals. A list brings its elements, each once; texts of more than 256 characters, numbers beyond ±10¹⁵,
 * objects and null bring nothing.
 *
 * @throws SINTONIA_INPUT_INVALID, SINTONIA_INPUT_KEY_FORBIDDEN that names `field`.
 */
export function fieldReader(name: unknown, field: string, also: readonly 'timestamp'[] = []): FieldReader {
  if (name === 'value' || name === 'itemId' || also.includes(name as 'timestamp')) {
    const read = name as 'value' | 'itemId' | 'timestamp';
    return (signal) => (signal[read] === undefined ? [] : [signal[read]]);
  }
  if (typeof name !== 'string' || !name.startsWith(PROPERTY) || name.length === PROPERTY.length) {
    const known = ['value', 'itemId', ...also].join(', ');
    throw new SintoniaError('INPUT_INVALID', `${field} must be ${known} or properties.NAME.`, { field });
  }
  const property = name.slice(PROPERTY.length);
  if (property === '__proto__') {
    throw new SintoniaError('INPUT_KEY_FORBIDDEN', `${field} must not name __proto__.`, { field });
  }
  return ({ properties }) =>
    properties !== undefined && Object.hasOwn(properties, property) ? scalarsOf(properties[property]) : [];
}

/** Of the values only the numbers. */
export const numbersOf =
  (read: FieldReader): FieldReader =>
  (signal) =>
    read(signal).filter((value) => typeof value === 'number');

function scalarsOf(value: JsonValue | undefined): readonly TraitScalar[] {
  if (Array.isArray(value)) return [...new Set(value.filter(isScalar))];
  return isScalar(value) ? [value] : [];
}

function isScalar(value: unknown): value is TraitScalar {
  if (typeof value === 'string') return value.length <= LONGEST_TEXT;
  return typeof value === 'boolean' || (typeof value === 'number' && Math.abs(value) <= LARGEST);
}
