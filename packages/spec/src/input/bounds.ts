import { type ErrorName, SintoniaError } from '../errors.js';

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
  new Walk(limits).over(value, field);
}

/** A list or object, and where it stands. Paths are put together for errors only: there is one of these for each event. */
interface Place {
  readonly value: object;
  readonly name: string | number;
  readonly within: Place | undefined;
  readonly depth: number;
}

class Walk {
  readonly #limits: Bounds;
  readonly #pending: Place[] = [];
  #keys = 0;
  #characters = 0;

  constructor(limits: Bounds) {
    this.#limits = limits;
  }

  over(value: unknown, field: string): void {
    this.#look(value, field, undefined);
    for (let next = this.#pending.pop(); next !== undefined; next = this.#pending.pop()) {
      if (next.depth >= this.#limits.depth) {
        throw refused('INPUT_TOO_DEEP', next, `is nested deeper than ${this.#limits.depth} levels`);
      }
      if (Array.isArray(next.value)) this.#elements(next.value, next);
      else this.#members(next.value as Record<string, unknown>, next);
    }
  }

  #elements(list: readonly unknown[], place: Place): void {
    this.#count(list.length, place);
    // By index, so that holes are seen. A missing member is absent; a missing element would become null.
    for (let index = 0; index < list.length; index++) {
      if (list[index] === undefined) throw refused('INPUT_INVALID', { name: index, within: place }, 'must be JSON');
      this.#look(list[index], index, place);
    }
  }

  #members(object: Readonly<Record<string, unknown>>, place: Place): void {
    const names = Object.keys(object);
    this.#count(names.length, place);
    for (const name of names) {
      if (name === '__proto__') throw refused('INPUT_KEY_FORBIDDEN', place, 'has a key named __proto__');
      this.#read(name, place);
      this.#look(object[name], name, place);
    }
  }

  #look(value: unknown, name: string | number, within: Place | undefined): void {
    if (typeof value === 'string') this.#read(value, { name, within });
    else if (value === null || value === undefined || typeof value === 'boolean' || Number.isFinite(value)) return;
    else if (typeof value !== 'object' || !isPlain(value))
      throw refused('INPUT_INVALID', { name, within }, 'must be JSON');
    else this.#pending.push({ value, name, within, depth: within === undefined ? 0 : within.depth + 1 });
  }

  #count(keys: number, place: Place): void {
    this.#keys += keys;
    if (this.#keys <= this.#limits.keys) return;
    throw refused('INPUT_TOO_MANY_KEYS', place, `brings it to more than ${this.#limits.keys} keys and elements`);
  }

  #read(text: string, place: Pick<Place, 'name' | 'within'>): void {
    const { text: longest, bytes } = this.#limits;
    if (text.length > longest) throw refused('INPUT_TOO_LARGE', place, `is longer than ${longest} characters`);
    if (!text.isWellFormed()) throw refused('INPUT_INVALID', place, 'holds broken Unicode');
    this.#characters += text.length;
    if (this.#characters > bytes) throw refused('INPUT_TOO_LARGE', place, `is longer than ${bytes} characters`);
  }
}

function refused(code: ErrorName, place: Pick<Place, 'name' | 'within'>, why: string): SintoniaError {
  // Paths are made of the caller's own keys: cut, so that an error message stays a message.
  const path = pathOf(place);
  const field = path.length > 120 ? `${path.slice(0, 120)}…` : path;
  return new SintoniaError(code, `${field} ${why}.`, { field });
}

function pathOf({ name, within }: Pick<Place, 'name' | 'within'>): string {
  if (within === undefined) return String(name);
  const path = pathOf(within);
  if (typeof name === 'number') return `${path}[${name}]`;
  return path === '' ? name : `${path}.${name}`;
}

function isPlain(value: object): boolean {
  if (Array.isArray(value)) return true;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
