import { type PersonReference, personOf } from '@sintonia/spec';

/** As many as one webhook may bring, and some more. */
const MOST = 10_000;

/**
 * People whom Segment itself told us to forget. Without this, our erasure would ask Segment to delete them once more, which
 * would tell us to forget them once more, for ever.
 */
export class AlreadyDeleted {
  readonly #people = new Set<string>();

  add(person: PersonReference): void {
    this.#people.add(personOf(person));
    const [oldest] = this.#people;
    if (this.#people.size > MOST && oldest !== undefined) this.#people.delete(oldest);
  }

  /** Whether this person was told, which is forgotten by the asking. */
  take(person: PersonReference): boolean {
    return this.#people.delete(personOf(person));
  }
}
