import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hypergeometricOfOne, logHypergeometric } from './hypergeometric.js';

const share = fc.double({ min: 0, max: 0.99, noNaN: true });
const parameter = fc.double({ min: 0.05, max: 30, noNaN: true });
const hypergeometric = (a: number, b: number, c: number, z: number) => Math.exp(logHypergeometric(a, b, c, z));
const near = (found: number, wanted: number, digits = 1e-9) =>
  expect(Math.abs(found / wanted - 1), `${found} for ${wanted}`).toBeLessThan(digits);

describe('hypergeometric', () => {
  it('is what is known in closed form', () => {
    fc.assert(
      fc.property(share, parameter, (z, a) => {
        near(hypergeometric(a, 2.5, 2.5, z), (1 - z) ** -a);
        if (z > 1e-6) near(hypergeometric(1, 1, 2, z), -Math.log1p(-z) / z);
      }),
    );
  });

  it('keeps Gauss’s relation between neighbours', () => {
    fc.assert(
      fc.property(parameter, parameter, parameter, share, (a, b, c, z) => {
        const f = (shift: number) => hypergeometric(a + 1 + shift, b, c, z);
        // Abramowitz & Stegun 15.2.10 with a + 1 for a.
        const terms = [(c - a - 1) * f(-1), (2 * a + 2 - c + (b - a - 1) * z) * f(0), (a + 1) * (z - 1) * f(1)];
        const sum = terms.reduce((total, term) => total + term, 0);
        expect(Math.abs(sum)).toBeLessThan(1e-5 * Math.max(...terms.map(Math.abs)));
      }),
    );
  });

  it('does not overflow', () => {
    expect(logHypergeometric(2_000, 3, 3, 0.9)).toBeCloseTo(2_000 * Math.log(10), 6);
    expect(logHypergeometric(1e5, 1e5, 1e5 + 2, 0.5)).toBeCloseTo((1e5 - 2) * Math.log(2), 0);
  });

  it('with a 1 says how it changes', () => {
    fc.assert(
      fc.property(parameter, parameter, fc.double({ min: 0.01, max: 0.95, noNaN: true }), (b, more, z) => {
        const c = b + more;
        const { value, byB, byC, byZ } = hypergeometricOfOne(b, c, z);
        near(value, hypergeometric(1, b, c, z), 1e-8);
        const slope = (change: (by: number) => number, at: number) =>
          (change(at * 1e-5) - change(-at * 1e-5)) / (2e-5 * at);
        near(1 + byB, 1 + slope((by) => hypergeometricOfOne(b + by, c, z).value, b), 1e-5);
        near(1 - byC, 1 - slope((by) => hypergeometricOfOne(b, c + by, z).value, c), 1e-5);
        near(1 + byZ, 1 + slope((by) => hypergeometricOfOne(b, c, z + by).value, z * (1 - z)), 1e-5);
      }),
    );
  });
});
