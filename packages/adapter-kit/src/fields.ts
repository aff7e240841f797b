import { readMoment, readObject, SintoniaError } from '@sintonia/spec';

/** Reads one value: returns it checked, or throws SINTONIA_INPUT_INVALID that names `field` and never repeats the value. */
export type Reader<T> = (value: unknown, field: string) => T;

/**
 * An object of a vendor's payload, read member by member. What is `null` counts as absent, what every object inherits is never read,
 * and errors name the whole path, such as `line_items[3].price`.
 *
 * ```ts
 * const order = new Fields(payload);
 * order.list('line_items', (line) => ({ id: line.read('id', readId), title: line.text('title') }));
 * ```
 *
 * @throws SINTONIA_INPUT_INVALID when it is no object.
 */
export class Fields {
  /** All of it, as it is. */
  readonly own: Readonly<Record<string, unknown>>;
  readonly #path: string;

  constructor(value: unknown, path = '') {
    this.own = readObject(value, path === '' ? 'payload' : path);
    this.#path = path;
  }

  /** Where a member stands. */
  at(name: string): string {
    return this.#path === '' ? name : `${this.#path}.${name}`;
  }

  /** Whether there is such a member, be it `null`. */
  has(name: string): boolean {
    return Object.hasOwn(this.own, name);
  }

  /** A member as it is. */
  given(name: string): unknown {
    return this.has(name) ? (this.own[name] ?? undefined) : undefined;
  }

  /** A member that must be there. */
  read<T>(name: string, reader: Reader<T>): T {
    return reader(this.given(name), this.at(name));
  }

  /** A member that may be absent or empty. */
  optional<T>(name: string, reader: Reader<T>): T | undefined {
    const value = this.given(name);
    return value === undefined || value === '' ? undefined : reader(value, this.at(name));
  }

  /** Milliseconds since 1970, of the first of these members that is there. */
  moment(...names: readonly string[]): number {
    const name = names.find((each) => this.given(each) !== undefined) ?? names.at(-1) ?? '';
    return this.read(name, readMoment);
  }

  /** A text of at most `max` characters, default 1,000; `undefined` where it is absent or empty. */
  text(name: string, max = 1000): string | undefined {
    return this.optional(name, (value, field) => {
      if (typeof value === 'string' && value.length <= max && value.isWellFormed()) return value;
      throw invalidInput(field, `must be a text of at most ${max} characters`);
    });
  }

  /** An object within that must be there. */
  object(name: string): Fields {
    return new Fields(this.given(name), this.at(name));
  }

  /** An object within; of what is absent, an empty one. */
  part(name: string): Fields {
    return new Fields(this.given(name) ?? {}, this.at(name));
  }

  /** What is read of each element; of what is absent, nothing. A connection of GraphQL counts as the list of its `nodes`. */
  list<T>(name: string, read: (each: Fields) => T): readonly T[] {
    const value = this.given(name) ?? [];
    const list = Array.isArray(value) ? value : new Fields(value, this.at(name)).given('nodes');
    if (!Array.isArray(list)) throw invalidInput(this.at(name), 'must be a list');
    // By index, so that a hole is seen.
    return Array.from(list, (each, index) => read(new Fields(each, `${this.at(name)}[${index}]`)));
  }
}

/** The error of what a vendor sent. */
export function invalidInput(field: string, must: string): SintoniaError {
  return new SintoniaError('INPUT_INVALID', `${field} ${must}.`, { field });
}
