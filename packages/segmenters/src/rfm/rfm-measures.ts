import { DAY, type Signal } from '@sintonia/spec';
import { orderKeyOf } from '../orders/order-key.js';

/** What RFM knows about a buyer. */
export interface RfmMeasures {
  /** Whole days since the last order, at least 0. */
  readonly recency: number;
  /** Number of orders. */
  readonly frequency: number;
  /** Revenue of the orders, refunds subtracted. May be negative. */
  readonly monetary: number;
}

/** The orders of one person, read from signals: what `fit` and `assign` see in the same way. */
export class Orders {
  readonly #orders = new Set<string | number>();
  #last = -Infinity;
  #revenue = 0;

  add(signal: Signal): void {
    const { timestamp, value = 0 } = signal;
    this.#orders.add(orderKeyOf(signal));
    this.#last = Math.max(this.#last, timestamp);
    this.#revenue += value;
  }

  /** Some shops write refunds as negative amounts, others as positive ones: a refund is always a loss. */
  refund({ value = 0 }: Signal): void {
    this.#revenue -= Math.abs(value);
  }

  /** The measures at `now`; none for who never ordered. */
  measures(now: number): RfmMeasures | undefined {
    if (this.#orders.size === 0) return undefined;
    return {
      recency: Math.max(0, Math.floor((now - this.#last) / DAY)),
      frequency: this.#orders.size,
      // The same amounts added up in another order must not part two buyers.
      monetary: Number(this.#revenue.toPrecision(12)),
    };
  }
}
