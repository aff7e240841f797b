/** A measure in which a cluster differs, and which way. */
export interface Trend {
  /** The place of the measure among those declared. */
  readonly measure: number;
  readonly band: 'low' | 'high';
}

/** What a cluster can be called. */
export interface ClusterName {
  readonly name: string;
  /** At most two, in the order of the measures. */
  readonly trends: readonly Trend[];
}

/** For who differs in nothing. */
const TYPICAL: ClusterName = { name: 'typical', trends: [] };

/** Standard deviations from everybody's mean, below which a measure does not distinguish a cluster. */
const DISTINCT = 0.5;

/** Every name there can be: `high revenue`, `high revenue, low recency`, `typical` … */
export function clusterNames(measures: readonly string[]): readonly ClusterName[] {
  const single = measures.flatMap((_, measure): Trend[] => [
    { measure, band: 'low' },
    { measure, band: 'high' },
  ]);
  const pairs = single.flatMap((one) =>
    single.filter((other) => other.measure > one.measure).map((other) => [one, other]),
  );
  const trends = [...single.map((each) => [each]), ...pairs];
  const nameOf = ({ measure, band }: Trend) => `${band} ${measures[measure]}`;
  return [TYPICAL, ...trends.map((trends) => ({ name: trends.map(nameOf).join(', '), trends }))];
}

/**
 * Names clusters by what distinguishes them most, each its own. The names do not go by the order of clusters but by how well they
 * fit, so that they stay where a later fit finds about the same.
 *
 * @param centres of each cluster, in standard deviations from the mean of everybody
 * @param names at least as many as clusters
 */
export function nameClusters(
  centres: readonly ArrayLike<number>[],
  names: readonly ClusterName[],
): readonly ClusterName[] {
  const fits = centres.flatMap((centre, cluster) =>
    names.map((name, place) => ({ cluster, place, fit: fitOf(name, centre) })),
  );
  fits.sort((a, b) => b.fit - a.fit || a.cluster - b.cluster || a.place - b.place);
  const given = new Map<number, ClusterName>();
  const taken = new Set<number>();
  for (const { cluster, place } of fits) {
    if (given.has(cluster) || taken.has(place)) continue;
    given.set(cluster, names[place] as ClusterName);
    taken.add(place);
  }
  return centres.map((_, cluster) => given.get(cluster) as ClusterName);
}

/** How far the cluster goes the ways that the name says, beyond what hardly distinguishes it. */
function fitOf({ trends }: ClusterName, centre: ArrayLike<number>): number {
  return trends.reduce((sum, { measure, band }) => {
    const distance = centre[measure] as number;
    return sum + (band === 'high' ? distance : -distance) - DISTINCT;
  }, 0);
}
