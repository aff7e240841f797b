import { expect, it } from 'vitest';
import { growthPlot } from './growth-plot.js';
import type { SavedRun } from './saved-run.js';

const fit = (name: string, value: number) => ({ suite: 'growth', case: name, metric: 'fit', value, unit: 's' });

it('draws a curve a model, and what would be linear', () => {
  const run = {
    measurements: [
      ...[fit('als/1000', 0.1), fit('als/10000', 1), fit('item-lists/1000', 0.2), fit('item-lists/10000', 3)],
      ...[fit('gowalla/als', 9), { ...fit('als/1000', 80), unit: 'ns an interaction' }],
    ],
  } as unknown as SavedRun;
  const plot = growthPlot(run);
  expect(plot.match(/<polyline/g)).toHaveLength(4);
  expect(plot).toContain('>item-lists</text>');
  expect(plot).toContain('>10,000</text>');
  expect(plot).not.toMatch(/NaN|Infinity|gowalla/);
});
