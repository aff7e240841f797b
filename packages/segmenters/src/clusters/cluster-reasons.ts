import type { JsonObject, MembershipReason } from '@sintonia/spec';
import type { NamedMeasure } from '../measures/person-measure.js';
import type { ClusterName } from './cluster-names.js';
import type { ClustersModel } from './clusters-model.js';

/** What the person has of what distinguishes the cluster; of everything, where nothing does. The band is the cluster's. */
export function reasonsOf(
  { name, trends }: ClusterName,
  measures: readonly NamedMeasure[],
  values: Float64Array,
): readonly MembershipReason[] {
  const told = trends.length > 0 ? trends : measures.map((_, measure) => ({ measure, band: name }));
  return told.map(({ measure, band }) => {
    const { name: called, unit } = measures[measure] as NamedMeasure;
    const value = values[measure] as number;
    return { measure: called, value: Number.isNaN(value) ? null : value, ...(unit !== undefined && { unit }), band };
  });
}

/** Each cluster with its share of people and the middle of each measure, largest first. */
export function describeClusters(model: ClustersModel, measures: readonly NamedMeasure[]): readonly JsonObject[] {
  const { called, clusters, scale } = model;
  const total = clusters.sizes.reduce((sum, size) => sum + size, 0);
  return called.map(({ name }, cluster) => ({
    segment: name,
    share: (clusters.sizes[cluster] as number) / total,
    middle: measures.map(({ name, unscaled }, at) => {
      const factor = scale.standardiser.factors[at] as number;
      const position = clusters.centres[cluster * measures.length + at] as number;
      const scaled = (scale.standardiser.centres[at] as number) + (factor === 0 ? 0 : position / factor);
      return { measure: name, value: Number(unscaled(scaled).toFixed(6)) };
    }),
  }));
}
