import type { Profile, Signal } from '@sintonia/spec';

/** Something that a person did, as far as features ask. */
export interface Deed {
  readonly at: number;
  readonly type: string;
  readonly value: number;
  /** Whether it is what a goal asks about. */
  readonly isHit: boolean;
}

/** What one person did, in the order of time: what a fit and a question see in the same way, at any moment. */
export class Timeline {
  readonly #deeds: Deed[] = [];
  #sorted = true;

  constructor(readonly traits: Profile['traits']) {}

  add({ timestamp, type, value = 0 }: Pick<Signal, 'timestamp' | 'type' | 'value'>, isHit = false): void {
    const last = this.#deeds[this.#deeds.length - 1];
    this.#sorted &&= !last || last.at <= timestamp;
    this.#deeds.push({ at: timestamp, type, value, isHit });
  }

  /** What had happened at `moment`, itself included, latest first. What lies later is not known yet. */
  *until(moment: number): Iterable<Deed> {
    if (!this.#sorted) this.#deeds.sort((a, b) => a.at - b.at);
    this.#sorted = true;
    for (let index = this.#deeds.length - 1; index >= 0; index--) {
      const deed = this.#deeds[index] as Deed;
      if (deed.at <= moment) yield deed;
    }
  }
}
