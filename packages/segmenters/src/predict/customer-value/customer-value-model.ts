import { DAY } from '@sintonia/spec';
import type { Distribution } from '../drift/population-stability.js';
import { bgNbd, mbgNbd } from '../purchases/bg-nbd.js';
import { expectedOrderValue } from '../purchases/gamma-gamma.js';
import { paretoNbd } from '../purchases/pareto-nbd.js';
import type { PurchaseModel, PurchaseModelName } from '../purchases/purchase-model.js';
import type { Buyer } from './order-log.js';

export const purchaseModels: Readonly<Record<PurchaseModelName, PurchaseModel>> = {
  'bg-nbd': bgNbd,
  'mbg-nbd': mbgNbd,
  'pareto-nbd': paretoNbd,
};

/** What was learnt of all buyers. JSON. */
export interface CustomerValueModel {
  readonly purchases: PurchaseModelName;
  /** Times in days. */
  readonly parameters: readonly number[];
  /** Of gamma-gamma; or what was lacking for it. */
  readonly spending: readonly number[] | string;
  /** From this lifetime value on a buyer is among the best fifth; absent (`null`) where there is none to tell. */
  readonly highValue: number | null;
  /** When it was learnt, in milliseconds since 1970. */
  readonly fittedAt: number;
  readonly orderValues: Distribution;
}

/** The lifetime is summed up in so many steps, each discounted as of its middle. */
const STEPS = 12;
const DAYS_A_YEAR = 365.25;

export function probabilityAlive({ purchases, parameters }: CustomerValueModel, { history }: Buyer): number {
  return purchaseModels[purchases].probabilityAlive(parameters, history);
}

/** Purchases in the next `days`. */
export function expectedPurchases(model: CustomerValueModel, { history }: Buyer, days: number): number {
  return purchaseModels[model.purchases].expectedPurchases(model.parameters, history, days);
}

/** Or what is lacking. */
export function orderValueOf({ spending }: CustomerValueModel, buyer: Buyer): number | string {
  if (typeof spending === 'string') return spending;
  if (!(buyer.spending.mean > 0)) return 'orders that are worth more than their refunds';
  return expectedOrderValue(spending, buyer.spending) ?? 'order values with a finite mean';
}

/** What the purchases of the next `days` are worth today, or what is lacking. */
export function lifetimeValueOf(
  model: CustomerValueModel,
  buyer: Buyer,
  { lifetimeDays, yearlyDiscount }: { readonly lifetimeDays: number; readonly yearlyDiscount: number },
): number | string {
  const orderValue = orderValueOf(model, buyer);
  if (typeof orderValue === 'string') return orderValue;
  const length = lifetimeDays / STEPS;
  let [before, discounted] = [0, 0];
  for (let step = 1; step <= STEPS; step++) {
    const until = expectedPurchases(model, buyer, step * length);
    discounted += (until - before) * (1 + yearlyDiscount) ** (-((step - 0.5) * length) / DAYS_A_YEAR);
    before = until;
  }
  return discounted * orderValue;
}

/** Somebody who is probably gone has no next order to speak of, and a rhythm takes some orders to show. */
const LEAST_ALIVE = 0.5;
const LEAST_REPEATS = 2;
/** The day is said by its median, and with 8 of 10 cases around it. */
const QUANTILES = [0.1, 0.5, 0.9] as const;

/**
 * When the next order comes, if the person is a customer still: low, middle, high, in milliseconds since 1970; or what is lacking.
 * Under all models the rate is then gamma-distributed, and the time until the next order Pareto (Lomax, 1954).
 */
export function nextOrderAt(model: CustomerValueModel, buyer: Buyer, now: number): readonly number[] | string {
  if (buyer.history.frequency < LEAST_REPEATS) return `${LEAST_REPEATS + 1} orders on different days`;
  if (probabilityAlive(model, buyer) < LEAST_ALIVE) return 'a person who is probably a customer still';
  const [r = 0, alpha = 0] = model.parameters;
  const { frequency, age } = buyer.history;
  return QUANTILES.map((share) => now + DAY * (alpha + age) * Math.expm1(-Math.log1p(-share) / (r + frequency)));
}
