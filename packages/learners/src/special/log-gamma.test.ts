import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digamma, logBeta, logGamma } from './log-gamma.js';

const positive = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
const close = (found: number, wanted: number) => {
  expect(Math.abs(found - wanted)).toBeLessThanOrEqual(1e-13 * Math.max(1, Math.abs(wanted)));
};

describe('logGamma', () => {
  it('knows factorials and the half', () => {
    close(logGamma(1), 0);
    close(logGamma(0.5), Math.log(Math.PI) / 2);
    close(logGamma(11), Math.log(3_628_800));
    close(logGamma(1e5), 1_051_287.708_973_656_9);
  });

  it('rises by ln x from x to x + 1, and so does its slope by 1 / x', () => {
    fc.assert(
      fc.property(positive, (x) => {
        const scale = Math.max(1, Math.abs(logGamma(x)));
        expect(Math.abs(logGamma(x + 1) - logGamma(x) - Math.log(x))).toBeLessThanOrEqual(1e-13 * scale);
        expect(Math.abs(digamma(x + 1) - digamma(x) - 1 / x)).toBeLessThanOrEqual(1e-13 / Math.min(1, x));
      }),
    );
  });

  it('has its slope and B(a, b) = 1 / 12 for 2 and 3', () => {
    close(digamma(1), -0.577_215_664_901_532_9);
    close(logBeta(2, 3), -Math.log(12));
  });
});
