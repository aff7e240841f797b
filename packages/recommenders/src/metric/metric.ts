import { SintoniaError } from '@sintonia/spec';
import { distance } from 'ml-distance';

/** Says how far apart two rows are. Not below 0; NaN where it can't tell. */
export type Metric = (one: Float64Array, other: Float64Array) => number;

/** Whose answer grows with likeness, though the library calls it a distance; and one that needs a third argument. */
const NONE = ['fidelity', 'harmonicMean', 'innerProduct', 'minkowski'] as const;
/** What only means something between shares that add up to 1. */
const OF_SHARES = ['bhattacharyya', 'hellinger', 'intersection', 'kdivergence', 'kullbackLeibler', 'matusita'];

/** A distance of ml-distance. Not its `gower`: that name is taken by what `attributes()` does by itself. */
export type MetricName = Exclude<keyof typeof distance, (typeof NONE)[number] | 'gower'>;

/** The names of all distances that can be taken. */
export const metricNames: readonly string[] = Object.keys(distance)
  .filter((name) => name !== 'gower' && !NONE.some((none) => none === name))
  .sort();

/** A distance of ml-distance by its name. @throws SINTONIA_OPTION_INVALID with the names that there are. */
export function metricNamed(name: string): Metric {
  if (!metricNames.includes(name)) {
    throw new SintoniaError('OPTION_INVALID', `metric must be one of gower, ${metricNames.join(', ')}.`, {
      field: 'metric',
    });
  }
  const between = distance[name as keyof typeof distance] as (one: Float64Array, other: Float64Array) => number;
  if (!OF_SHARES.includes(name)) return (one, other) => Math.max(0, between(one, other));
  return (one, other) => {
    const apart = between(shares(one), shares(other));
    // Rounding takes a distance of nothing a little below, where it may have no root.
    return Number.isNaN(apart) ? 0 : Math.max(0, apart);
  };
}

function shares(row: Float64Array): Float64Array {
  const sum = row.reduce((total, each) => total + each, 0);
  return row.map((each) => each / sum);
}
