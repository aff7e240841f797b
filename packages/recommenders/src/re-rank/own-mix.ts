/** As in Steck (2018): how much of the person's own mix is mixed into the list's, so that nothing is divided by 0. */
const SMOOTHING = 0.01;

/**
 * How far the mix of a growing list is from the person's own: the Kullback–Leibler divergence of Steck (*Calibrated
 * recommendations*, 2018). An item with several values counts for each in equal parts.
 */
export class OwnMix {
  readonly #wanted = new Map<string, number>();
  readonly #listed = new Map<string, number>();
  #items = 0;

  /** @param history values and weight of what the person took; weights of 0 and less don't count. */
  constructor(history: Iterable<readonly [readonly string[], number]>) {
    let total = 0;
    for (const [values, weight] of history) {
      if (values.length === 0 || !(weight > 0)) continue;
      total += weight;
      addTo(this.#wanted, values, weight);
    }
    for (const [value, weight] of this.#wanted) this.#wanted.set(value, weight / total);
  }

  /** Whether anything is known of the person's mix. */
  get isKnown(): boolean {
    return this.#wanted.size > 0;
  }

  /** The divergence if an item with these values came next; in nats, 0 where the mixes agree. */
  gapWith(values: readonly string[]): number {
    const items = this.#items + (values.length > 0 ? 1 : 0);
    let gap = 0;
    for (const [value, share] of this.#wanted) {
      const more = values.includes(value) ? 1 / values.length : 0;
      const listed = items === 0 ? 0 : ((this.#listed.get(value) ?? 0) + more) / items;
      gap += share * Math.log(share / ((1 - SMOOTHING) * listed + SMOOTHING * share));
    }
    return gap;
  }

  add(values: readonly string[]): void {
    if (values.length === 0) return;
    this.#items++;
    addTo(this.#listed, values, 1);
  }
}

function addTo(mix: Map<string, number>, values: readonly string[], weight: number): void {
  for (const value of values) mix.set(value, (mix.get(value) ?? 0) + weight / values.length);
}
