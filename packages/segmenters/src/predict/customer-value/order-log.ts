import { DAY, type Signal } from '@sintonia/spec';
import { orderKeyOf } from '../../orders/order-key.js';
import type { Spending } from '../purchases/gamma-gamma.js';
import type { PurchaseHistory } from '../purchases/purchase-histories.js';

/** What is known of a buyer at a moment. */
export interface Buyer {
  /** Times in days. Orders of one day are one purchase. */
  readonly history: PurchaseHistory;
  /** Refunds subtracted: the mean may be 0 or less. */
  readonly spending: Spending;
  /** Milliseconds since 1970. */
  readonly lastOrderAt: number;
}

/** Which signal types are orders, and which refunds. */
export interface OrderTypes {
  readonly orders: ReadonlySet<string>;
  readonly refunds: ReadonlySet<string>;
}

/** The orders of one person, read from signals: what a fit and a question see in the same way. */
export class OrderLog {
  readonly #orders = new Map<string | number, { at: number; value: number }>();
  readonly #refunds: { readonly at: number; readonly value: number }[] = [];

  /** Whether the signal has to do with orders at all. */
  add(signal: Signal, { orders, refunds }: OrderTypes): boolean {
    if (orders.has(signal.type)) this.#order(signal);
    // Some shops write refunds as negative amounts, others as positive ones: a refund is always a loss.
    else if (refunds.has(signal.type)) this.#refunds.push({ at: signal.timestamp, value: Math.abs(signal.value ?? 0) });
    else return false;
    return true;
  }

  /** The buyer as of `now`; what lies later has not happened yet. Undefined before the first order. */
  at(now: number): Buyer | undefined {
    const known = [...this.#orders.values()].filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
    const days = new Set(known.map(({ at }) => dayOf(at)));
    const [first, last] = [known[0], known[known.length - 1]];
    if (!first || !last) return undefined;
    const refunded = this.#refunds.filter(({ at }) => at <= now);
    const revenue = total(known) - total(refunded);
    return {
      history: {
        frequency: days.size - 1,
        recency: dayOf(last.at) - dayOf(first.at),
        age: dayOf(now) - dayOf(first.at),
      },
      // The same amounts added up in another order must not part two buyers.
      spending: { orders: days.size, mean: Number((revenue / days.size).toPrecision(12)) },
      lastOrderAt: last.at,
    };
  }

  /** Values of the orders from `after` (without) to `until`. */
  valuesBetween(after: number, until: number): readonly number[] {
    return [...this.#orders.values()].filter(({ at }) => at > after && at <= until).map(({ value }) => value);
  }

  #order(signal: Signal): void {
    const { timestamp, value = 0 } = signal;
    const key = orderKeyOf(signal);
    const order = this.#orders.get(key);
    if (!order) this.#orders.set(key, { at: timestamp, value });
    else {
      order.at = Math.min(order.at, timestamp);
      order.value += value;
    }
  }
}

const dayOf = (at: number) => Math.floor(at / DAY);

const total = (amounts: readonly { readonly value: number }[]) => amounts.reduce((sum, { value }) => sum + value, 0);
