import { benchmarksPage } from '../../bench/src/output/benchmarks-page.js';
import { growthPlot } from '../../bench/src/output/growth-plot.js';
import { savedRuns } from '../../bench/src/output/saved-run.js';
import { errorsPage } from './errors-page.js';

const growth = savedRuns().find(({ suite }) => suite === 'growth');

/** The documents that are made from code or measurements, by their path. */
export const pages: Readonly<Record<string, () => string>> = {
  'docs/errors.md': errorsPage,
  'docs/benchmarks.md': () => benchmarksPage(savedRuns()),
  ...(growth ? { 'docs/growth.svg': () => growthPlot(growth) } : {}),
};
