import { digamma, logGamma } from '@sintonia/learners';

/** What a buyer spends: the mean of `orders` orders. */
export interface Spending {
  readonly orders: number;
  /** Above 0. */
  readonly mean: number;
}

/** Names in the order of the vectors; `v` is an amount of money. */
export const gammaGammaParameters = ['p', 'q', 'v'] as const;

/**
 * Gamma-gamma: order values of one buyer vary around a mean of their own (gamma with shape `p`), the means vary among buyers
 * (`q`, `v`), and neither depends on how often somebody buys. Fills in `gradient`: the derivative by each parameter.
 *
 * Source: Fader & Hardie, The Gamma-Gamma Model of Monetary Value (2013).
 */
export function gammaGammaLogLikelihood(
  [p = 0, q = 0, v = 0]: readonly number[],
  spendings: readonly Spending[],
  gradient: Float64Array,
): number {
  const start = { gamma: logGamma(q), slope: digamma(q), log: Math.log(v) };
  let [sum, byP, byQ, byV] = [0, 0, 0, 0];
  for (const { orders, mean } of spendings) {
    const shape = p * orders;
    const spent = orders * mean;
    const [logSpent, logAll] = [Math.log(spent), Math.log(v + spent)];
    const slopeAll = digamma(shape + q);
    sum += logGamma(shape + q) - logGamma(shape) - start.gamma + q * start.log;
    sum += shape * logSpent - Math.log(mean) - (shape + q) * logAll;
    byP += orders * (slopeAll - digamma(shape) + logSpent - logAll);
    byQ += slopeAll - start.slope + start.log - logAll;
    byV += q / v - (shape + q) / (v + spent);
  }
  gradient.set([byP, byQ, byV]);
  return sum;
}

/** The value to be expected of an order of this buyer: between their own mean and everybody's. Undefined where q ≤ 1. */
export function expectedOrderValue([p = 0, q = 0, v = 0]: readonly number[], spending?: Spending): number | undefined {
  const { orders, mean } = spending ?? { orders: 0, mean: 0 };
  const denominator = p * orders + q - 1;
  return q > 1 ? (p * (v + mean * orders)) / denominator : undefined;
}
