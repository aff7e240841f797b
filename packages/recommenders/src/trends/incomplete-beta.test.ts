import { assert, double, integer, property } from 'fast-check';
import { expect, it } from 'vitest';
import { incompleteBeta } from './incomplete-beta.js';

/** The chance of at least `least` of `tries`, by adding up. */
function binomialTail(least: number, tries: number, chance: number): number {
  let sum = 0;
  let term = (1 - chance) ** tries;
  for (let hits = 0; hits <= tries; hits++) {
    if (hits >= least) sum += term;
    term *= ((tries - hits) / (hits + 1)) * (chance / (1 - chance));
  }
  return sum;
}

it('is the tail of a binomial', () => {
  assert(
    property(
      integer({ min: 1, max: 60 }),
      integer({ min: 0, max: 60 }),
      double({ min: 0.01, max: 0.9, noNaN: true }),
      (a, b, x) => {
        const exact = binomialTail(a, a + b, x);
        expect(Math.abs(incompleteBeta(x, a, b + 1) - exact)).toBeLessThan(1e-10 * exact + 1e-14);
      },
    ),
  );
});

it.each([
  [0, 3, 4, 0],
  [1, 3, 4, 1],
  [0.5, 7.5, 7.5, 0.5],
  [0.25, 0.5, 0.5, 1 / 3],
])('I of %d, %d, %d is %d', (x, a, b, expected) => {
  expect(incompleteBeta(x, a, b)).toBeCloseTo(expected, 11);
});

it('keeps small chances and large counts', () => {
  expect(incompleteBeta(0.1, 200, 1) / 1e-200).toBeCloseTo(1, 9);
  expect(incompleteBeta(0.5, 1e6, 1e6)).toBeCloseTo(0.5, 6);
});
