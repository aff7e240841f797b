/** What was heard of lately, by name: at most so many, the oldest forgotten first. Of this process, and no more than a help. */
export class Lately<Value> {
  readonly #most: number;
  readonly #values = new Map<string, Value>();

  constructor(most: number) {
    this.#most = most;
  }

  set(name: string, value: Value): void {
    this.#values.delete(name);
    this.#values.set(name, value);
    const [oldest] = this.#values.keys();
    if (this.#values.size > this.#most && oldest !== undefined) this.#values.delete(oldest);
  }

  get(name: string): Value | undefined {
    return this.#values.get(name);
  }

  /** Forgets one, and gives it. */
  take(name: string): Value | undefined {
    const value = this.#values.get(name);
    this.#values.delete(name);
    return value;
  }

  /** Forgets all of this kind. */
  forget(isGone: (value: Value) => boolean): void {
    for (const [name, value] of this.#values) if (isGone(value)) this.#values.delete(name);
  }
}
