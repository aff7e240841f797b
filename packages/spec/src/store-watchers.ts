/** For authors of stores: who wants to know of commits (`watch`), by tenant. */
export class StoreWatchers {
  readonly #calls = new Map<string, Set<() => void>>();

  /** Returns how to stop. */
  add(tenant: string, changed: () => void): () => void {
    const calls = this.#calls.get(tenant) ?? new Set();
    this.#calls.set(tenant, calls);
    // A function of its own, so that one callback may watch twice.
    const call = () => changed();
    calls.add(call);
    return () => {
      calls.delete(call);
      if (calls.size === 0 && this.#calls.get(tenant) === calls) this.#calls.delete(tenant);
    };
  }

  get isEmpty(): boolean {
    return this.#calls.size === 0;
  }

  /** Those of one tenant, or all. Nobody's error reaches the commit that they are told of. */
  tell(tenant?: string): void {
    const sets = tenant === undefined ? [...this.#calls.values()] : [this.#calls.get(tenant) ?? []];
    for (const calls of sets) for (const call of calls) queueMicrotask(call);
  }

  clear(): void {
    this.#calls.clear();
  }
}
