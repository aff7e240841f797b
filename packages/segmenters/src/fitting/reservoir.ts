/** As many of all that come by as fit, each with the same chance: reservoir sampling (Vitter, algorithm R, 1985). */
export class Reservoir<Entry> {
  readonly entries: Entry[] = [];
  readonly #most: number;
  readonly #random: () => number;
  #seen = 0;

  constructor(most: number, random: () => number) {
    this.#most = most;
    this.#random = random;
  }

  /** How many came by. */
  get seen(): number {
    return this.#seen;
  }

  add(entry: Entry): void {
    this.#seen++;
    if (this.entries.length < this.#most) {
      this.entries.push(entry);
      return;
    }
    const place = Math.floor(this.#random() * this.#seen);
    if (place < this.#most) this.entries[place] = entry;
  }
}
