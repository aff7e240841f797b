import { SintoniaError } from '../errors.js';

/** Bounds on everything from outside. */
export const bounds = {
  /** Bytes of one body; characters of all texts and keys in one value. */
  bytes: 1_048_576,
  /** Levels of nesting; a scalar has none. */
  depth: 32,
  /** Keys and list elements in one value, all levels together. */
  keys: 1_000,
  /** Characters of one text. */
  text: 65_536,
} as const;

export interface Bounds {
  readonly bytes: number;
  readonly depth: number;
  readonly keys: number;
  readonly text: number;
}

/**
 * Checks that a value is JSON within bounds, without recursion, so that no input can exhaust the stack.
 *
 * @param field path of the value, for the error.
 * @throws SINTONIA_INPUT_TOO_DEEP, SINTONIA_INPUT_TOO_MANY_KEYS, SINTONIA_INPUT_TOO_LARGE, SINTONIA_INPUT_KEY_FORBIDDEN,
 *   SINTONIA_INPUT_INVALID (no JSON: a function, NaN, a Date, a cycle ends as too deep).
 */
export function assertBoundedJson(value: unknown, field: string, limits: Bounds = bounds): void {
  let keys = 0;
  let characters = 0;
  const pending: { value: unknown; field: string; depth: number }[] = [{ value, field, depth: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, field, depth } = next;
    if (typeof value === 'string') {
      characters += assertText(value, field, limits);
      if (characters > limits.bytes) tooLarge(field, limits.bytes);
      continue;
    }
    if (value === null || value === undefined || typeof value === 'boolean') continue;
    if (typeof value === 'number' && Number.isFinite(value)) continue;
    if (typeof value !== 'object' || !isPlain(value)) {
      throw new SintoniaError('INPUT_INVALID', `${shown(field)} must be JSON.`, { field: shown(field) });
    }
    if (depth >= limits.depth) {
      throw new SintoniaError('INPUT_TOO_DEEP', `${shown(field)} is nested deeper than ${limits.depth} levels.`, {
        field: shown(field),
      });
    }
    const isList = Array.isArray(value);
    const names = isList ? undefined : Object.keys(value);
    keys += names === undefined ? (value as unknown[]).length : names.length;
    if (keys > limits.keys) {
      throw new SintoniaError('INPUT_TOO_MANY_KEYS', `More than ${limits.keys} keys and elements.`, {
        field: shown(field),
      });
    }
    if (names === undefined) {
      // By index, so that holes are seen. A missing member is absent; a missing element would become null.
      for (let index = 0; index < (value as unknown[]).length; index++) {
        const path = `${field}[${index}]`;
        if ((value as unknown[])[index] === undefined) {
          throw new SintoniaError('INPUT_INVALID', `${shown(path)} must be JSON.`, { field: shown(path) });
        }
        pending.push({ value: (value as unknown[])[index], field: path, depth: depth + 1 });
      }
      continue;
    }
    for (const name of names) {
      if (name === '__proto__') {
        throw new SintoniaError('INPUT_KEY_FORBIDDEN', `${shown(field)} has a key named __proto__.`, {
          field: shown(field),
        });
      }
      characters += assertText(name, field, limits);
      const path = field === '' ? name : `${field}.${name}`;
      pending.push({ value: (value as Record<string, unknown>)[name], field: path, depth: depth + 1 });
    }
  }
}

/** Returns the text's length. */
function assertText(text: string, field: string, limits: Bounds): number {
  if (text.length > limits.text) tooLarge(field, limits.text);
  if (!text.isWellFormed()) {
    throw new SintoniaError('INPUT_INVALID', `${shown(field)} holds broken Unicode.`, { field: shown(field) });
  }
  return text.length;
}

function tooLarge(field: string, characters: number): never {
  throw new SintoniaError('INPUT_TOO_LARGE', `${shown(field)} is longer than ${characters} characters.`, {
    field: shown(field),
  });
}

function isPlain(value: object): boolean {
  if (Array.isArray(value)) return true;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

// Paths are made of the caller's own keys: cut, so that an error message stays a message.
function shown(field: string): string {
  return field.length > 120 ? `${field.slice(0, 120)}…` : field;
}
