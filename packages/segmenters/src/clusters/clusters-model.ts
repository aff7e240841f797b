import { type ClusterModel, chooseClusters, type Table } from '@sintonia/learners';
import type { Profile } from '@sintonia/spec';
import type { NamedMeasure } from '../measures/person-measure.js';
import { type ClusterName, clusterNames, nameClusters } from './cluster-names.js';
import type { ClustersSettings } from './clusters-options.js';
import { learnScale, positionOn, type Scale } from './scale.js';

/** Centres in standard deviations, and what they are called. */
export interface ClustersModel {
  /** How each cluster is called. */
  readonly called: readonly ClusterName[];
  readonly scale: Scale;
  readonly clusters: ClusterModel;
  /** Variance around the centres in one direction. */
  readonly variance: number;
}

/** Where all in a cluster are alike, whoever is like them belongs to it. */
const NO_VARIANCE = 1e-9;

/** What is known of a person, one number a measure, NaN where it is not; none for who did nothing and told nothing. */
export function measured(measures: readonly NamedMeasure[], profile: Profile, now: number): Float64Array | undefined {
  const values = Float64Array.from(measures, (measure) => measure.of(profile, now));
  const isSeen = profile.firstSeenAt !== undefined;
  const hasTold = measures.some(({ isTold }, at) => isTold && !Number.isNaN(values[at]));
  return isSeen || hasTold ? values : undefined;
}

/** A model with the names of its clusters. */
export function named({ scale, clusters, variance }: Omit<ClustersModel, 'called'>): ClustersModel {
  const columns = clusters.names.length;
  const centres = Array.from(clusters.sizes, (_, cluster) => {
    return clusters.centres.subarray(cluster * columns, (cluster + 1) * columns);
  });
  return { called: nameClusters(centres, clusterNames(clusters.names)), scale, clusters, variance };
}

/** Undefined where people do not differ in anything. */
export async function learnClustersModel(
  rows: readonly Float64Array[],
  { measures, from, to }: ClustersSettings,
  { seed, signal, progress }: { seed: number; signal: AbortSignal; progress: (fraction: number) => void },
) {
  const names = measures.map(({ name }) => name);
  const scale = learnScale(rows, measures);
  if (!scale) return undefined;
  const values = new Float64Array(rows.length * names.length);
  rows.forEach((row, at) => {
    values.set(positionOn(scale, measures, row), at * names.length);
  });
  const table: Table = { names, rows: rows.length, values };
  // No two clusters have the same name, and with one measure there are only three.
  const most = Math.min(to, clusterNames(names).length);
  const found = await chooseClusters(table, { from: Math.min(from, most), to: most, seed, signal, progress });
  if (found.model.sizes.length < 2) return undefined;
  const variance = (found.inertias.at(-1) as number) / values.length;
  return { model: named({ scale, clusters: found.model, variance }), silhouettes: found.silhouettes };
}

/**
 * How likely the person belongs to each cluster, where clusters are round heaps of equal spread and the sizes they had: the mixture
 * of normal distributions of which k-means finds the centres (Celeux & Govaert, 1992).
 */
export function chancesOf({ clusters, variance }: ClustersModel, position: Float64Array): Float64Array {
  const logs = clusters.distances(position).map((distance, cluster) => {
    return Math.log(clusters.sizes[cluster] as number) - distance ** 2 / (2 * Math.max(variance, NO_VARIANCE));
  });
  const highest = Math.max(...logs);
  const chances = logs.map((each) => Math.exp(each - highest));
  const total = chances.reduce((sum, chance) => sum + chance, 0);
  return chances.map((chance) => chance / total);
}
