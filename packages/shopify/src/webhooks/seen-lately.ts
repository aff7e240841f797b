import { type PersonReference, personOf } from '@sintonia/spec';

/** Of each kind. Enough for hours of a busy shop, in some megabytes. */
const MOST = 50_000;

/** What this process has read lately: how new things are, and whose orders. The oldest are forgotten first. */
export class SeenLately {
  readonly #newest = new Map<string, number>();
  readonly #owners = new Map<string, PersonReference>();

  /** Whether nothing newer was seen of this thing. Webhooks overtake each other. */
  isNews(thing: string, at: number): boolean {
    const known = this.#newest.get(thing);
    if (known !== undefined && known > at) return false;
    keep(this.#newest, thing, at);
    return true;
  }

  owns(orderId: string, person: PersonReference): void {
    keep(this.#owners, orderId, person);
  }

  ownerOf(orderId: string): PersonReference | undefined {
    return this.#owners.get(orderId);
  }

  forget(person: PersonReference): void {
    const gone = personOf(person);
    for (const [orderId, owner] of this.#owners) if (personOf(owner) === gone) this.#owners.delete(orderId);
  }
}

function keep<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > MOST && oldest !== undefined) map.delete(oldest);
}
