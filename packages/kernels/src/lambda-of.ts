import { checkNumbers } from './checks.js';

/** λ of each row or column, checked. @throws RangeError, TypeError that name the option */
export function lambdaOf(
  each: Float32Array | undefined,
  all: number | undefined,
  length: number,
  name: string,
): Float32Array {
  const lambda = each ?? new Float32Array(length).fill(all ?? 0.01);
  const called = each ? name : 'regularisation';
  checkNumbers(lambda, length, called, 0);
  const zero = lambda.indexOf(0);
  if (zero >= 0) throw new RangeError(`${called}[${zero}] is 0; it has to be above 0.`);
  return lambda;
}
