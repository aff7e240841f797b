const PRECISION = 1e-16;
/** Near z = 1 a series may go on for ever. What is left out after so many terms is next to nothing … */
const MOST_TERMS = 1_000_000;
/** … and after so many below a thousandth of the sum, where all that is wanted is which way a fit has to go. */
const MOST_TERMS_OF_SLOPES = 5_000;

/** Below this, terms of the transformed series alternate so much that they cancel each other's digits. */
const ALTERNATING = -10;
/** Sums are brought back to 1 from here, long before they overflow. */
const HUGE = 1e200;

/**
 * The logarithm of Gauss's hypergeometric function ₂F₁(a, b; c; z) for a, b, c > 0 and 0 ≤ z < 1. Euler's transformation is summed
 * where it can be: it has no peak to climb. The series itself has only positive terms.
 *
 * Source: Abramowitz & Stegun, *Handbook of Mathematical Functions* (1964), 15.1.1 and 15.3.3.
 */
export function logHypergeometric(a: number, b: number, c: number, z: number): number {
  return Math.min(c - a, c - b) < ALTERNATING
    ? logSeries(a, b, c, z)
    : (c - a - b) * Math.log1p(-z) + logSeries(c - a, c - b, c, z);
}

function logSeries(a: number, b: number, c: number, z: number): number {
  let [term, sum, taken] = [1, 1, 0];
  for (let n = 0; n < MOST_TERMS; n++) {
    const ratio = (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z;
    term *= ratio;
    sum += term;
    // What follows is smaller than a geometric series of this ratio.
    if (Math.abs(ratio) < 1 && Math.abs(term) <= PRECISION * (1 - Math.abs(ratio)) * Math.abs(sum)) break;
    if (sum > HUGE) [term, sum, taken] = [term / HUGE, sum / HUGE, taken + Math.log(HUGE)];
  }
  return taken + Math.log(sum);
}

/** A value and what it changes by with each argument. */
export interface SeriesWithSlopes {
  readonly value: number;
  readonly byB: number;
  readonly byC: number;
  readonly byZ: number;
}

/** ₂F₁(1, b; c; z) and its derivatives for 0 < b < c and 0 ≤ z < 1, term by term in one pass. */
export function hypergeometricOfOne(b: number, c: number, z: number): SeriesWithSlopes {
  let term = 1;
  let logarithmicB = 0;
  let logarithmicC = 0;
  let [value, byB, byC, byZ] = [1, 0, 0, 0];
  for (let n = 0; n < MOST_TERMS_OF_SLOPES; n++) {
    const ratio = ((b + n) / (c + n)) * z;
    term *= ratio;
    logarithmicB += 1 / (b + n);
    logarithmicC -= 1 / (c + n);
    value += term;
    byB += term * logarithmicB;
    byC += term * logarithmicC;
    byZ += term * (n + 1);
    if (term * (n + 1) <= PRECISION * (1 - ratio) * value) break;
  }
  return { value, byB, byC, byZ: z === 0 ? b / c : byZ / z };
}
