import { type PersonReference, personOf } from '@sintonia/spec';

/** Enough for hours of a busy shop, in some megabytes. */
const MOST = 50_000;

/** Whose the orders are that this process has read lately. The oldest are forgotten first. */
export class OrderOwners {
  readonly #owners = new Map<string, PersonReference>();

  add(orderId: string, person: PersonReference): void {
    this.#owners.delete(orderId);
    this.#owners.set(orderId, person);
    const [oldest] = this.#owners.keys();
    if (this.#owners.size > MOST && oldest !== undefined) this.#owners.delete(oldest);
  }

  of(orderId: string): PersonReference | undefined {
    return this.#owners.get(orderId);
  }

  forget(person: PersonReference): void {
    const gone = personOf(person);
    for (const [orderId, owner] of this.#owners) if (personOf(owner) === gone) this.#owners.delete(orderId);
  }
}
