import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { holdoutCases } from './holdout-cases.js';

const tiny = { people: 1, items: 1, signals: 1, rounds: 1, seconds: 1 };

describe.each(holdoutCases.map((each) => [each.name, each] as const))('%s', (name, { reads = [], run }) => {
  it('holds what is promised', { timeout: 180_000 }, async ({ skip }) => {
    if (!reads.every((file) => existsSync(file))) skip('Its data set is not on this machine.');
    const figures = await run(tiny, () => {});
    const top = figures.filter(({ metric }) => metric === 'revenue of the top decile');
    expect(top.length).toBeGreaterThan(0);
    for (const { ratio } of top) expect(ratio, 'beside RFM').toBeGreaterThan(1);
    for (const { value } of figures.filter(({ metric }) => metric === 'fits')) expect(value).toBe(2);
    const bins = figures.filter(({ metric }) => / repeats$/.test(metric));
    expect(bins.length).toBeGreaterThan(3);
    const flagged = figures.filter(({ metric }) => metric.startsWith('drift flagged'));
    if (name === 'retail-holdout') {
      // Christmas: more is bought than was to be expected, and that is said.
      expect(flagged.some(({ metric }) => metric.includes('purchases'))).toBe(true);
    } else {
      expect(flagged).toEqual([]);
      for (const { value, metric } of bins) {
        expect(value, metric).toBeGreaterThan(0.85);
        expect(value, metric).toBeLessThan(1.15);
      }
    }
  });
});
