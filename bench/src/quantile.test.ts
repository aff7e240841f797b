import { describe, expect, it } from 'vitest';
import { median, quantile } from './quantile.js';

describe('quantile', () => {
  it('finds the middle of an odd and of an even number of values, in any order', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([7])).toBe(7);
  });

  it('interpolates', () => {
    const values = Array.from({ length: 101 }, (_, value) => value);
    expect(quantile(values, 0.99)).toBe(99);
    expect(quantile([0, 10], 0.99)).toBeCloseTo(9.9);
    expect([quantile(values, 0), quantile(values, 1)]).toEqual([0, 100]);
  });

  it('leaves the values as they are, and has no answer for none', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
    expect(() => median([])).toThrow();
  });
});
