/** Contacts' properties that are remembered, the oldest forgotten first. */
const MOST = 10_000;

/**
 * When each property of a contact was last heard to change, in this process: HubSpot delivers again what failed, hours later, and
 * an old value must not replace a newer one.
 */
export class LatestChanges {
  readonly #latest = new Map<string, number>();

  /** Whether nothing newer was heard. The same change is as new as itself, since it may come again. */
  isLatest(contact: string, property: string, at: number): boolean {
    const key = `${contact} ${property}`;
    const known = this.#latest.get(key);
    if (known !== undefined && known > at) return false;
    this.#latest.delete(key);
    this.#latest.set(key, at);
    for (const oldest of this.#latest.keys()) {
      if (this.#latest.size <= MOST) break;
      this.#latest.delete(oldest);
    }
    return true;
  }
}
