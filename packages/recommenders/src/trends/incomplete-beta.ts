import { logBeta } from '@sintonia/learners';

const TINY = 1e-300;
const CLOSE = 1e-14;
/** Terms needed grow with the root of the larger argument: enough for 10⁸. */
const MOST_TERMS = 20_000;

/**
 * The regularised incomplete beta function I_x(a, b) for a, b > 0 and x from 0 to 1. With whole numbers it is the chance of at least
 * a among a + b − 1 tries that succeed with chance x.
 *
 * Source: the continued fraction of Didonato & Morris, *Algorithm 708* (1992), evaluated by Lentz's method (1976).
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const logFront = -logBeta(a, b) + a * Math.log(x) + b * Math.log1p(-x);
  return x < (a + 1) / (a + b + 2)
    ? (Math.exp(logFront) * fraction(x, a, b)) / a
    : 1 - (Math.exp(logFront) * fraction(1 - x, b, a)) / b;
}

function fraction(x: number, a: number, b: number): number {
  const away = (value: number) => (Math.abs(value) < TINY ? TINY : value);
  let numerator = 1;
  let denominator = 1 / away(1 - ((a + b) * x) / (a + 1));
  let result = denominator;
  for (let term = 1; term <= MOST_TERMS; term++) {
    const even = (term * (b - term) * x) / ((a + 2 * term - 1) * (a + 2 * term));
    const odd = (-(a + term) * (a + b + term) * x) / ((a + 2 * term) * (a + 2 * term + 1));
    let step = 1;
    for (const part of [even, odd]) {
      denominator = 1 / away(1 + part * denominator);
      numerator = away(1 + part / numerator);
      step = numerator * denominator;
      result *= step;
    }
    if (Math.abs(step - 1) < CLOSE) break;
  }
  return result;
}
