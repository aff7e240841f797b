import { benchmarksPage } from '../../bench/src/output/benchmarks-page.js';
import { growthPlot } from '../../bench/src/output/growth-plot.js';
import { growthPlots } from '../../bench/src/output/growth-plots.js';
import { savedRuns } from '../../bench/src/output/saved-run.js';
import { errorsPage } from './errors-page.js';
import { SCALING, scalingPage } from './scaling-page.js';

const plots = Object.entries(growthPlots(savedRuns()));

/** The documents that are made from code or measurements, by their path. */
export const pages: Readonly<Record<string, () => string>> = {
  'docs/errors.md': errorsPage,
  [SCALING]: scalingPage,
  'docs/benchmarks.md': () => benchmarksPage(savedRuns()),
  ...Object.fromEntries(plots.map(([name, plot]) => [`docs/${name}`, () => growthPlot(plot)])),
};
