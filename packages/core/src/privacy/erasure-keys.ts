import { createHash } from 'node:crypto';
import type { Key, PersonId } from '@sintonia/spec';
import { COLLECTIONS } from '../store/collections.js';
import type { TenantStore } from '../store/tenant-store.js';

/** More people than are written of in one moment. */
const MOST = 10_000;

/** Where the mark of somebody erased lies: under a hash, so that it names nobody. */
export class ErasureKeys {
  readonly #known = new Map<PersonId, Key>();

  constructor(
    private readonly store: TenantStore,
    private readonly tenant: string,
  ) {}

  /** Asked with every signal, and so remembered for a while. */
  of(person: PersonId): Key {
    const known = this.#known.get(person);
    if (known !== undefined) return known;
    const hash = createHash('sha256')
      .update(JSON.stringify([this.tenant, person]))
      .digest('hex');
    const key = Object.freeze(this.store.key(COLLECTIONS.erased, hash));
    if (this.#known.size === MOST) this.#known.clear();
    this.#known.set(person, key);
    return key;
  }

  forget(person: PersonId): void {
    this.#known.delete(person);
  }
}
