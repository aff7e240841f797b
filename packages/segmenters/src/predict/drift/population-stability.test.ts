import { seededRandom } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { driftOf } from './drift-thresholds.js';
import { distributionOf, populationStability } from './population-stability.js';

const random = seededRandom(4);
const drawn = (count: number, shift = 0) => Array.from({ length: count }, () => random() + random() + shift);

describe('population stability', () => {
  it('is nearly nothing for the same people, and grows as they change', () => {
    const then = distributionOf(drawn(5_000));
    const stability = (shift: number) => populationStability(then, drawn(5_000, shift)) as number;
    expect(stability(0)).toBeLessThan(0.02);
    expect(stability(0.15)).toBeGreaterThan(0.1);
    expect(stability(0.6)).toBeGreaterThan(0.25);
  });

  it('is as by hand', () => {
    const half = distributionOf([...Array(100).fill(0), ...Array(100).fill(1)]);
    expect(half).toEqual({ cuts: [1], shares: [0.5, 0.5, 0] });
    const now = [...Array(150).fill(0), ...Array(50).fill(1)];
    expect(populationStability(half, now)).toBeCloseTo(0.25 * Math.log(1.5) - 0.25 * Math.log(0.5));
  });

  it('counts who is missing, and says nothing of a few or of who is all alike', () => {
    const then = distributionOf(drawn(1_000));
    const missing = drawn(1_000).map((value, index) => (index % 2 ? Number.NaN : value));
    expect(populationStability(then, missing)).toBeGreaterThan(0.25);
    expect(populationStability(then, drawn(199))).toBeUndefined();
    expect(populationStability(distributionOf(Array(300).fill(7)), Array(300).fill(7))).toBe(0);
    expect(distributionOf([])).toEqual({ cuts: [], shares: [0, 0] });
  });
});

it('a finding says which bound was passed', () => {
  expect(driftOf('population', 'age', 0.09)).toEqual([]);
  expect(driftOf('population', 'age', 0.1)).toMatchObject([{ level: 'moderate', threshold: 0.1 }]);
  expect(driftOf('calibration', 'churn', -0.2)).toMatchObject([{ level: 'major', value: -0.2 }]);
  expect(driftOf('population', 'age', Number.NaN)).toEqual([]);
});
