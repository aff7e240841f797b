import { expect, it } from 'vitest';
import { type GrowthPlot, growthPlot } from './growth-plot.js';
import { growthPlots } from './growth-plots.js';
import type { SavedRun } from './saved-run.js';

const fit = (name: string, value: number) => ({ suite: 'growth', case: name, metric: 'fit', value, unit: 's' });

it('draws a curve a model, and what would be linear', () => {
  const run = {
    suite: 'growth',
    measurements: [
      ...[fit('als/1000', 0.1), fit('als/10000', 1), fit('item-lists/1000', 0.2), fit('item-lists/10000', 3)],
      ...[fit('gowalla/als', 9), { ...fit('als/1000', 80), unit: 'ns an interaction' }],
    ],
  } as unknown as SavedRun;
  const plot = growthPlot(growthPlots([run])['growth.svg'] as GrowthPlot);
  expect(plot.match(/<polyline/g)).toHaveLength(4);
  expect(plot).toContain('>item-lists</text>');
  expect(plot).toContain('>10,000</text>');
  expect(plot).not.toMatch(/NaN|Infinity|gowalla/);
});

it('draws what a store does as it grows', () => {
  const grown = (size: number, metric: string, value: number) => ({
    ...{ suite: 'store', case: `sqlite-growth/${size}`, metric, value, unit: 'ms' },
  });
  const measurements = [
    ...[grown(10_000, 'commitP50 of 100', 1), grown(1e7, 'commitP50 of 100', 3), grown(10_000, 'readP50', 0.1)],
    ...[grown(1e7, 'readP50', 0.2), { ...grown(1e7, 'bulk', 9), unit: 'signals/s' }],
    { ...grown(1e7, 'commitP50', 7), case: 'sqlite-1' },
  ];
  const plots = growthPlots([{ suite: 'store', measurements } as unknown as SavedRun]);
  expect(Object.keys(plots)).toEqual(['store-growth.svg']);
  const plot = growthPlot(plots['store-growth.svg'] as GrowthPlot);
  expect(plot.match(/<polyline/g)).toHaveLength(2);
  expect(plot).toContain('>sqlite: readP50</text>');
});
