/** Below this the asymptotic series are not exact to 16 digits, and the argument is raised first. */
const LARGE = 10;

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/**
 * ln Γ(x) for x > 0, to about 15 digits.
 *
 * Source: Stirling's series, Abramowitz & Stegun, *Handbook of Mathematical Functions* (1964), 6.1.41.
 */
export function logGamma(x: number): number {
  let product = 1;
  let raised = x;
  for (; raised < LARGE; raised++) product *= raised;
  const inverse = 1 / raised;
  const square = inverse * inverse;
  const tail = 1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square * (1 / 1188))));
  return (raised - 0.5) * Math.log(raised) - raised + HALF_LOG_TWO_PI + inverse * tail - Math.log(product);
}

/**
 * The derivative of ln Γ(x) for x > 0, to about 15 digits.
 *
 * Source: Abramowitz & Stegun (1964), 6.3.18.
 */
export function digamma(x: number): number {
  let sum = 0;
  let raised = x;
  for (; raised < LARGE; raised++) sum += 1 / raised;
  const square = 1 / (raised * raised);
  const tail = 1 / 12 - square * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square * (1 / 132))));
  return Math.log(raised) - 0.5 / raised - square * tail - sum;
}

/** ln B(a, b) for a, b > 0. */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}
