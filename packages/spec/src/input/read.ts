import { DAY, type Moment } from '../clock.js';
import { SintoniaError } from '../errors.js';

/**
 * A plain object from outside.
 *
 * @throws SINTONIA_INPUT_INVALID that names `field`.
 */
export function readObject(value: unknown, field: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new SintoniaError('INPUT_INVALID', `${field} must be an object.`, { field });
  }
  return value as Record<string, unknown>;
}

// A date alone is midnight in UTC. A time needs its zone: without, it would mean something else on every machine.
const TIME = String.raw`T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)`;
const ISO_8601 = new RegExp(`^(?:\\d{4}|[+-]\\d{6})-\\d\\d(?:-\\d\\d(?:${TIME})?)?$`);
/** Where the day stands behind a year of four digits, or of six and a sign. */
const [DAY_AT, LATER_DAY_AT] = ['2000-01-'.length, '+002000-01-'.length];
/** Every month has so many days. */
const SURE_DAYS = 28;

/**
 * A moment in milliseconds since 1970. A text is a date, or a date and time with its zone (`Z` or an offset).
 *
 * @throws SINTONIA_INPUT_INVALID that names `field`.
 */
export function readMoment(value: Moment | unknown, field: string): number {
  const at = typeof value === 'string' ? parsed(value) : value instanceof Date ? value.getTime() : (value as number);
  // The range of ECMAScript dates.
  if (typeof at !== 'number' || !(Math.abs(at) <= 8.64e15)) {
    const forms = 'a Date, an ISO 8601 text with its zone, or milliseconds since 1970';
    throw new SintoniaError('INPUT_INVALID', `${field} must be ${forms}.`, { field });
  }
  return Math.trunc(at);
}

// `Date.parse` alone finds a date in nearly anything, "room 5" and the 30th of February included.
function parsed(text: string): number {
  if (!ISO_8601.test(text)) return Number.NaN;
  const dayAt = text.charAt(0) === '+' || text.charAt(0) === '-' ? LATER_DAY_AT : DAY_AT;
  const day = Number(text.slice(dayAt, dayAt + 2));
  if (day > SURE_DAYS) {
    const sameDay = new Date(Date.parse(text.slice(0, dayAt - 1)) + (day - 1) * DAY);
    if (sameDay.getUTCDate() !== day) return Number.NaN;
  }
  return Date.parse(text);
}

/** A finite number. @throws SINTONIA_INPUT_INVALID that names `field`. */
export function readNumber(value: unknown, field: string, range: { min?: number; max?: number } = {}): number {
  const { min = -Infinity, max = Infinity } = range;
  if (typeof value !== 'number' || !Number.isFinite(value) || value < min || value > max) {
    const within = Number.isFinite(min) || Number.isFinite(max) ? ` from ${min} to ${max}` : '';
    throw new SintoniaError('INPUT_INVALID', `${field} must be a finite number${within}.`, { field });
  }
  return value;
}

/** A whole number. @throws SINTONIA_INPUT_INVALID that names `field`. */
export function readInteger(value: unknown, field: string, range: { min: number; max: number }): number {
  const number = readNumber(value, field, range);
  if (!Number.isInteger(number)) {
    throw new SintoniaError('INPUT_INVALID', `${field} must be a whole number.`, { field });
  }
  return number;
}

/** One of some words. @throws SINTONIA_INPUT_INVALID that names `field`. */
export function readOneOf<Word extends string>(value: unknown, field: string, words: readonly Word[]): Word {
  if (!words.includes(value as Word)) {
    throw new SintoniaError('INPUT_INVALID', `${field} must be one of ${words.join(', ')}.`, { field });
  }
  return value as Word;
}
