import type { PurchaseHistories, PurchaseHistory } from './purchase-histories.js';

/** A model of who buys again, how often, and until when. Parameters are all above 0. */
export interface PurchaseModel {
  readonly name: PurchaseModelName;
  /** In the order of the vectors. */
  readonly parameters: readonly string[];
  /** For each parameter, whether it is a time, in the unit of the histories. */
  readonly isTime: readonly boolean[];
  /** Log-likelihood of all buyers. Fills in `gradient`: the derivative by each parameter. */
  logLikelihood(parameters: readonly number[], histories: PurchaseHistories, gradient: Float64Array): number;
  /** The probability, 0 to 1, that a buyer will ever buy again by themselves. */
  probabilityAlive(parameters: readonly number[], history: PurchaseHistory): number;
  /** Purchases to be expected of this buyer in the next `time`. */
  expectedPurchases(parameters: readonly number[], history: PurchaseHistory, time: number): number;
}

/** Of models that suit as well, the first: under BG/NBD, who ordered only once is never gone. */
export const purchaseModelNames = ['mbg-nbd', 'bg-nbd', 'pareto-nbd'] as const;

export type PurchaseModelName = (typeof purchaseModelNames)[number];
