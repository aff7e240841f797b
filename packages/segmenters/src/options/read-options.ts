import { bounds } from '@sintonia/spec';
import { invalidOption } from './invalid-option.js';

/** A text that is not blank, and no longer than a name is. @throws SINTONIA_OPTION_INVALID */
export function readName(value: unknown, field: string): string {
  if (typeof value !== 'string' || value.trim() === '' || value.length > 100 || !value.isWellFormed()) {
    throw invalidOption(field, 'a text of 1 to 100 characters');
  }
  return value;
}

/** A list of names, none of them twice. @throws SINTONIA_OPTION_INVALID */
export function readNames(value: unknown, field: string, least = 1): readonly string[] {
  if (!Array.isArray(value) || value.length < least || value.length > bounds.keys) {
    throw invalidOption(field, `a list of ${least} to ${bounds.keys} texts`);
  }
  return [...new Set(value.map((name, index) => readName(name, `${field}[${index}]`)))];
}

/** The own members of an object, at least one. @throws SINTONIA_OPTION_INVALID */
export function readEntries(value: unknown, field: string): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalidOption(field, 'an object');
  const entries = Object.entries(value);
  if (entries.length === 0 || entries.length > bounds.keys) {
    throw invalidOption(field, `an object of 1 to ${bounds.keys} members`);
  }
  for (const [name] of entries) readName(name, field);
  return entries;
}

/** A finite number in a range. @throws SINTONIA_OPTION_INVALID */
export function readOptionNumber(value: unknown, field: string, min: number, max: number): number {
  if (typeof value !== 'number' || !(value >= min && value <= max)) {
    throw invalidOption(field, `a number from ${min} to ${max.toLocaleString('en')}`);
  }
  return value;
}

/** A whole number in a range. @throws SINTONIA_OPTION_INVALID */
export function readOptionInteger(value: unknown, field: string, min: number, max: number): number {
  if (!Number.isInteger(readOptionNumber(value, field, min, max))) throw invalidOption(field, 'a whole number');
  return value as number;
}
