import { digamma, logGamma } from '@sintonia/learners';
import { hypergeometricOfOne } from './hypergeometric.js';
import type { PurchaseHistories, PurchaseHistory } from './purchase-histories.js';
import type { PurchaseModel } from './purchase-model.js';

/**
 * Pareto / negative binomial distribution: buyers buy at a rate of their own (gamma: `r`, `alpha`) until they stay away for good,
 * which may happen at any moment, at a rate of their own (gamma: `s`, `beta`).
 *
 * Sources: Schmittlein, Morrison & Colombo, Counting Your Customers, *Management Science* 33 (1987); Fader & Hardie, A Note on
 * Deriving the Pareto/NBD Model (2005).
 */
export const paretoNbd: PurchaseModel = {
  name: 'pareto-nbd',
  parameters: ['r', 'alpha', 's', 'beta'],
  isTime: [false, true, false, true],
  logLikelihood,
  probabilityAlive: (parameters, history) => 1 / (1 + oddsOfGone(parameters, history)),
  expectedPurchases(parameters, history, time) {
    const [r = 0, alpha = 0, s = 0, beta = 0] = parameters;
    const waited = beta + history.age;
    const longer = Math.log1p(time / waited);
    // ∫ of the chance to be there still; its limit at s = 1 is the logarithm itself.
    const stays = s === 1 ? longer : -Math.expm1((1 - s) * longer) / (s - 1);
    const rate = (r + history.frequency) / (alpha + history.age);
    return (rate * waited * stays) / (1 + oddsOfGone(parameters, history));
  },
};

/**
 * s ∫ (α + u)^−(r + x) (β + u)^−(s + 1) du from `time` on, beside (α + time)^−(r + x) (β + time)^−s: the share of those who
 * would leave after `time` without buying before. And the slopes of its logarithm by r, α, s, β.
 */
interface Leaving {
  readonly share: number;
  readonly slopes: readonly [number, number, number, number];
}

function leaving([r = 0, alpha = 0, s = 0, beta = 0]: readonly number[], x: number, time: number): Leaving {
  const total = r + s + x;
  const [a, b] = [alpha + time, beta + time];
  if (alpha >= beta) {
    const f = hypergeometricOfOne(r + x, total + 1, (alpha - beta) / a);
    const [byB, byC, byZ] = [f.byB / f.value, f.byC / f.value, f.byZ / f.value];
    const share = (s / total) * f.value;
    return { share, slopes: [byB + byC - 1 / total, (byZ * b) / (a * a), 1 / s - 1 / total + byC, -byZ / a] };
  }
  const f = hypergeometricOfOne(s + 1, total + 1, (beta - alpha) / b);
  const [byB, byC, byZ] = [f.byB / f.value, f.byC / f.value, f.byZ / f.value];
  const share = ((s / total) * f.value * a) / b;
  return {
    share,
    slopes: [byC - 1 / total, 1 / a - byZ / b, 1 / s - 1 / total + byB + byC, (byZ * a) / (b * b) - 1 / b],
  };
}

/** How much likelier it is to have stayed away since the last purchase than to be a buyer still. */
function oddsOfGone(parameters: readonly number[], { frequency, recency, age }: PurchaseHistory): number {
  const [r = 0, alpha = 0, s = 0, beta = 0] = parameters;
  const silence =
    (r + frequency) * Math.log((alpha + age) / (alpha + recency)) + s * Math.log((beta + age) / (beta + recency));
  const left = Math.exp(silence) * leaving(parameters, frequency, recency).share;
  return Math.max(0, left - leaving(parameters, frequency, age).share);
}

function logLikelihood(
  parameters: readonly number[],
  { frequency, recency, age, count }: PurchaseHistories,
  gradient: Float64Array,
): number {
  const [r = 0, alpha = 0, s = 0, beta = 0] = parameters;
  const start = { gamma: logGamma(r), slope: digamma(r), logAlpha: Math.log(alpha), logBeta: Math.log(beta) };
  let [sum, byR, byAlpha, byS, byBeta] = [0, 0, 0, 0, 0];
  // Terms of one frequency: rows are ordered by it.
  let [last, ofFrequency, slopeR] = [-1, 0, 0];
  for (let row = 0; row < count.length; row++) {
    const x = frequency[row] as number;
    if (x !== last) {
      last = x;
      ofFrequency = logGamma(r + x) - start.gamma + r * start.logAlpha + s * start.logBeta;
      slopeR = digamma(r + x) - start.slope + start.logAlpha;
    }
    const [early, late] = [recency[row] as number, age[row] as number];
    const [from, until] = [leaving(parameters, x, early), leaving(parameters, x, late)];
    const [aFrom, aUntil, bFrom, bUntil] = [alpha + early, alpha + late, beta + early, beta + late];
    const [logA, logB] = [Math.log(aFrom), Math.log(bFrom)];
    // All beside the silence after the last purchase: what is left of each until now.
    const [logStillA, logStillB] = [Math.log(aUntil), Math.log(bUntil)];
    const still = Math.exp((r + x) * (logA - logStillA) + s * (logB - logStillB));
    const inside = from.share + still * (1 - until.share);
    // Three parts add up to `inside`: gone since `early`, less gone after `late`, and there at `late`.
    const [gone, after, there] = [from.share / inside, (still * until.share) / inside, still / inside];
    const weight = count[row] as number;
    sum += weight * (ofFrequency - (r + x) * logA - s * logB + Math.log(inside));
    const slope = (place: 0 | 1 | 2 | 3, atFrom: number, atUntil: number) =>
      gone * (from.slopes[place] + atFrom) - after * (until.slopes[place] + atUntil) + there * atUntil;
    byR += weight * (slopeR + slope(0, -logA, -logStillA));
    byAlpha += weight * (r / alpha + slope(1, -(r + x) / aFrom, -(r + x) / aUntil));
    byS += weight * (start.logBeta + slope(2, -logB, -logStillB));
    byBeta += weight * (s / beta + slope(3, -s / bFrom, -s / bUntil));
  }
  gradient.set([byR, byAlpha, byS, byBeta]);
  return sum;
}
