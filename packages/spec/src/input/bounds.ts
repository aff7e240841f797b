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
 * Checks that a value is JSON within bounds. Goes no deeper than these, so that no input can exhaust the stack.
 *
 * @param field path of the value, for the error.
 * @throws SINTONIA_INPUT_TOO_DEEP, SINTONIA_INPUT_TOO_MANY_KEYS, SINTONIA_INPUT_TOO_LARGE, SINTONIA_INPUT_KEY_FORBIDDEN,
 *   SINTONIA_INPUT_INVALID (no JSON: a function, NaN, a Date, a cycle ends as too deep).
 */
export function assertBoundedJson(value: unknown, field: string, limits: Bounds = bounds): void {
  new Walk(limits, false).over(value, field);
}

/**
 * The same check and, in the same walk, a copy as JSON would give it back: nobody can change what was checked.
 *
 * @throws what {@link assertBoundedJson} throws.
 */
export function boundedCopy(value: unknown, field: string, limits: Bounds = bounds): unknown {
  return new Walk(limits, true).over(value, field);
}

class Walk {
  readonly #limits: Bounds;
  readonly #isCopying: boolean;
  /** Names of the lists and objects that we are in. Put together for errors only: there is a walk for each event. */
  readonly #path: (string | number)[] = [];
  #keys = 0;
  #characters = 0;

  constructor(limits: Bounds, isCopying: boolean) {
    this.#limits = limits;
    this.#isCopying = isCopying;
  }

  /** The value, or its copy. */
  over(value: unknown, name: string | number): unknown {
    if (typeof value === 'string') {
      this.#read(value, name);
      return value;
    }
    // JSON knows no negative zero.
    if (typeof value === 'number' && Number.isFinite(value)) return value === 0 ? 0 : value;
    if (value === null || value === undefined || typeof value === 'boolean') return value;
    if (typeof value !== 'object' || !isPlain(value)) throw this.#refused('INPUT_INVALID', 'must be JSON', name);
    const { depth } = this.#limits;
    this.#path.push(name);
    if (this.#path.length > depth) throw this.#refused('INPUT_TOO_DEEP', `is nested deeper than ${depth} levels`);
    const seen = Array.isArray(value) ? this.#elements(value) : this.#members(value as Record<string, unknown>);
    this.#path.pop();
    return seen;
  }

  #elements(list: readonly unknown[]): readonly unknown[] {
    this.#count(list.length);
    const copy: unknown[] | undefined = this.#isCopying ? [] : undefined;
    // By index, so that holes are seen. A missing member is absent; a missing element would become null.
    for (let index = 0; index < list.length; index++) {
      const element = list[index];
      if (element === undefined) throw this.#refused('INPUT_INVALID', 'must be JSON', index);
      const seen = this.over(element, index);
      copy?.push(seen);
    }
    return copy ?? list;
  }

  #members(object: Readonly<Record<string, unknown>>): unknown {
    const copy: Record<string, unknown> | undefined = this.#isCopying ? {} : undefined;
    // Makes no list of names. What is inherited does not count.
    for (const name in object) {
      if (!Object.hasOwn(object, name)) continue;
      this.#count(1);
      if (name === '__proto__') throw this.#refused('INPUT_KEY_FORBIDDEN', 'has a key named __proto__');
      this.#read(name);
      const seen = this.over(object[name], name);
      if (copy !== undefined && seen !== undefined) copy[name] = seen;
    }
    return copy ?? object;
  }

  #count(keys: number): void {
    this.#keys += keys;
    if (this.#keys <= this.#limits.keys) return;
    const { keys: most } = this.#limits;
    throw this.#refused('INPUT_TOO_MANY_KEYS', `brings it to more than ${most} keys and elements`);
  }

  /** @param name of the text; absent for a key. */
  #read(text: string, name?: string | number): void {
    const { text: longest, bytes } = this.#limits;
    if (text.length > longest) throw this.#refused('INPUT_TOO_LARGE', `is longer than ${longest} characters`, name);
    if (!text.isWellFormed()) throw this.#refused('INPUT_INVALID', 'holds broken Unicode', name);
    this.#characters += text.length;
    if (this.#characters > bytes) throw this.#refused('INPUT_TOO_LARGE', `is longer than ${bytes} characters`, name);
  }

  /** @param name of what is wrong. Default: where we are is. */
  #refused(code: ErrorName, why: string, name?: string | number): SintoniaError {
    const names = name === undefined ? this.#path : [...this.#path, name];
    const path = names.reduce<string>((before, next) => {
      if (typeof next === 'number') return `${before}[${next}]`;
      return before === '' ? next : `${before}.${next}`;
    }, '');
    // Made of the caller's own keys: cut, so that an error message stays a message.
    const field = path.length > 120 ? `${path.slice(0, 120)}…` : path;
    return new SintoniaError(code, `${field} ${why}.`, { field });
  }
}

function isPlain(value: object): boolean {
  if (Array.isArray(value)) return true;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
