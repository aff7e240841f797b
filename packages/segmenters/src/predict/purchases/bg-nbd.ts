import { digamma, logGamma } from '@sintonia/learners';
import { logHypergeometric } from './hypergeometric.js';
import type { PurchaseHistories, PurchaseHistory } from './purchase-histories.js';
import type { PurchaseModel, PurchaseModelName } from './purchase-model.js';

/** The formulas have a removable singularity at a = 1; this close to it, they are read on both sides. */
const NEAR = 1e-5;

/**
 * Beta-geometric / negative binomial distribution: buyers buy at a rate of their own (gamma: `r`, `alpha`) and stay away for good
 * after any repeat purchase with a probability of their own (beta: `a`, `b`).
 *
 * Source: Fader, Hardie & Lee, "Counting Your Customers" the Easy Way, *Marketing Science* 24 (2005).
 */
export const bgNbd: PurchaseModel = betaGeometric('bg-nbd', 0);

/**
 * The same, but buyers may stay away after their very first purchase, too.
 *
 * Source: Batislam, Denizel & Filiztekin, Empirical validation and comparison of models for customer base analysis, *International
 * Journal of Research in Marketing* 24 (2007).
 */
export const mbgNbd: PurchaseModel = betaGeometric('mbg-nbd', 1);

/** @param first how many chances to stay away the first purchase gives. */
function betaGeometric(name: PurchaseModelName, first: 0 | 1): PurchaseModel {
  /** How much likelier it is to have stayed away since the last purchase than to be a buyer still. */
  function oddsOfGone([r = 0, alpha = 0, a = 0, b = 0]: readonly number[], history: PurchaseHistory): number {
    const { frequency, recency, age } = history;
    const chances = frequency + first;
    if (chances === 0) return 0;
    const silence = (r + frequency) * Math.log((alpha + age) / (alpha + recency));
    return Math.exp(Math.log(a / (b + chances - 1)) + silence);
  }

  function expected(parameters: readonly number[], history: PurchaseHistory, time: number): number {
    const [r = 0, alpha = 0, a = 0, b = 0] = parameters;
    if (Math.abs(a - 1) < NEAR) {
      const beside = (shift: number) => expected([r, alpha, 1 + shift, b], history, time);
      return (beside(2 * NEAR) + beside(-2 * NEAR)) / 2;
    }
    const [n, chances, waited] = [history.frequency, history.frequency + first, alpha + history.age];
    const all = a + b + chances - 1;
    const z = time / (waited + time);
    const none = (r + n) * Math.log(waited / (waited + time));
    const f = (more: number) => Math.exp(none + logHypergeometric(r + n, b + chances, all + more, z));
    // With no chance to stay away yet, `all` may be 0 or less: what is asked for then follows from its neighbours (Abramowitz &
    // Stegun 15.2.12).
    const missing =
      chances > 0
        ? all * f(0)
        : ((all - (all + a - r) * z) * f(1)) / (1 - z) + ((all + 1 - r) * a * z * f(2)) / ((all + 1) * (1 - z));
    const ever = (all - missing) / (a - 1);
    return Math.max(0, ever / (1 + oddsOfGone(parameters, history)));
  }

  return {
    name,
    parameters: ['r', 'alpha', 'a', 'b'],
    isTime: [false, true, false, false],
    logLikelihood: (parameters, histories, gradient) => logLikelihood(first, parameters, histories, gradient),
    probabilityAlive: (parameters, history) => 1 / (1 + oddsOfGone(parameters, history)),
    expectedPurchases: expected,
  };
}

function logLikelihood(
  first: 0 | 1,
  [r = 0, alpha = 0, a = 0, b = 0]: readonly number[],
  { frequency, recency, age, count }: PurchaseHistories,
  gradient: Float64Array,
): number {
  const start = { gamma: logGamma(r), slope: digamma(r), log: Math.log(alpha) };
  const beta = { a: logGamma(a + b) - logGamma(b), byA: digamma(a + b), byB: digamma(a + b) - digamma(b) };
  let [sum, byR, byAlpha, byA, byB] = [0, 0, 0, 0, 0];
  // Terms of one frequency: rows are ordered by it.
  let [last, ofFrequency, ofGone, slopeR, slopeA, slopeB] = [-1, 0, 0, 0, 0, 0];
  for (let row = 0; row < count.length; row++) {
    const x = frequency[row] as number;
    const weight = count[row] as number;
    const chances = x + first;
    if (x !== last) {
      last = x;
      ofFrequency = logGamma(r + x) - start.gamma + r * start.log;
      ofFrequency += beta.a + logGamma(b + chances) - logGamma(a + b + chances);
      ofGone = chances > 0 ? Math.log(a / (b + chances - 1)) : -Infinity;
      slopeR = digamma(r + x) - start.slope + start.log;
      slopeA = beta.byA - digamma(a + b + chances);
      slopeB = beta.byB + digamma(b + chances) - digamma(a + b + chances);
    }
    const [waited, bought] = [alpha + (age[row] as number), alpha + (recency[row] as number)];
    const [logWaited, logBought] = [Math.log(waited), Math.log(bought)];
    const odds = ofGone + (r + x) * (logWaited - logBought);
    const gone = odds > 0 ? 1 / (1 + Math.exp(-odds)) : Math.exp(odds) / (1 + Math.exp(odds));
    const either = odds > 0 ? odds + Math.log1p(Math.exp(-odds)) : Math.log1p(Math.exp(odds));
    sum += weight * (ofFrequency - (r + x) * logWaited + either);
    byR += weight * (slopeR - (1 - gone) * logWaited - gone * logBought);
    byAlpha += weight * (r / alpha - (r + x) * ((1 - gone) / waited + gone / bought));
    byA += weight * (slopeA + gone / a);
    byB += weight * (slopeB - (chances > 0 ? gone / (b + chances - 1) : 0));
  }
  gradient.set([byR, byAlpha, byA, byB]);
  return sum;
}
