import { DAY, type Interaction } from '@sintonia/spec';

/** What RFM knows about a buyer. */
export interface RfmMeasures {
  /** Whole days since the last order, at least 0. */
  readonly recency: number;
  /** Number of orders. Products taken at one moment are one order. */
  readonly frequency: number;
  /** Revenue so far, refunds subtracted. May be negative. */
  readonly monetary: number;
}

/** The moments at which somebody ordered: what both `fit` and `assign` can see. */
export class OrderMoments {
  readonly #moments = new Set<number>();
  #last = -Infinity;

  add({ timestamp }: Interaction): void {
    this.#moments.add(timestamp);
    this.#last = Math.max(this.#last, timestamp);
  }

  /** The measures at `now`; none for who never ordered. */
  measures(revenue: number, now: number): RfmMeasures | undefined {
    if (this.#moments.size === 0) return undefined;
    return {
      recency: Math.max(0, Math.floor((now - this.#last) / DAY)),
      frequency: this.#moments.size,
      monetary: revenue,
    };
  }
}
