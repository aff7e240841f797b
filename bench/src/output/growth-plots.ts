import type { Measurement } from '../measurement.js';
import type { Curve, GrowthPlot } from './growth-plot.js';
import type { SavedRun } from './saved-run.js';

/** The plots of the runs that were kept, by the name of their file in docs. */
export function growthPlots(runs: readonly SavedRun[]): Readonly<Record<string, GrowthPlot>> {
  const found = (name: string) => runs.find(({ suite }) => suite === name);
  const [growth, store] = [found('growth'), found('store')];
  return {
    ...(growth && { 'growth.svg': fits(growth) }),
    ...(store && { 'store-growth.svg': stores(store) }),
  };
}

function fits(run: SavedRun): GrowthPlot {
  return {
    title: 'Seconds of a fit by interactions',
    source: 'bench/results/growth.json',
    curves: curvesOf(
      run,
      ({ metric, unit }) => metric === 'fit' && unit === 's',
      (model) => model,
    ),
    besideLinear: true,
  };
}

function stores(run: SavedRun): GrowthPlot {
  return {
    title: 'Milliseconds of a commit and of a read, by signals that are stored',
    source: 'bench/results/store.json',
    curves: curvesOf(
      run,
      ({ case: name, unit }) => name.includes('-growth/') && unit === 'ms',
      (name, { metric }) => `${name.replace('-growth', '')}: ${metric}`,
    ),
    besideLinear: false,
  };
}

/** Of cases that are named after how much there was, as in `factors/1000`. */
function curvesOf(
  run: SavedRun,
  belongs: (measurement: Measurement) => boolean,
  named: (name: string, measurement: Measurement) => string,
): readonly Curve[] {
  const curves = new Map<string, (readonly [number, number])[]>();
  for (const measurement of run.measurements) {
    const [first = '', size] = measurement.case.split('/');
    if (!belongs(measurement) || !Number.isFinite(Number(size)) || measurement.value <= 0) continue;
    const name = named(first, measurement);
    curves.set(name, [...(curves.get(name) ?? []), [Number(size), measurement.value] as const]);
  }
  return [...curves].map(([name, points]) => ({ name, points: points.sort(([a], [b]) => a - b) }));
}
