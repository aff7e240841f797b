import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandOf, levelOf, quantileBands } from './quantile-bands.js';

const values = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 200 });

describe('quantile bands', () => {
  it('cut a hundred different values into fifths', () => {
    const bands = quantileBands(Array.from({ length: 100 }, (_, index) => index + 1));
    expect(bands).toEqual([20, 40, 60, 80]);
    expect([1, 20, 21, 80, 81, 1_000].map((value) => bandOf(value, bands))).toEqual([1, 1, 2, 4, 5, 5]);
    expect([1, 50, 100].map((value) => levelOf(value, bands))).toEqual([0, 0.5, 1]);
  });

  it('become one where one value fills several', () => {
    expect(quantileBands([1, 1, 1, 1, 1, 1, 2, 3, 4, 5])).toEqual([1, 3]);
    expect(quantileBands([7, 7, 7])).toEqual([]);
  });

  it('have somebody in each of them, and the highest value in the highest', () => {
    fc.assert(
      fc.property(values, (all) => {
        const bands = quantileBands(all);
        const used = new Set(all.map((value) => bandOf(value, bands)));
        expect([...used].sort()).toEqual(Array.from({ length: bands.length + 1 }, (_, index) => index + 1));
        expect(bandOf(Math.max(...all), bands)).toBe(bands.length + 1);
      }),
    );
  });

  it('never put a higher value into a lower band', () => {
    fc.assert(
      fc.property(values, (all) => {
        const bands = quantileBands(all);
        const sorted = [...all].sort((a, b) => a - b).map((value) => bandOf(value, bands));
        expect(sorted).toEqual([...sorted].sort((a, b) => a - b));
      }),
    );
  });
});
