import { rowOf, type Table, takeRows } from '../matrix/table.js';
import { checkCount } from '../work/checks.js';
import { Pace } from '../work/pace.js';
import { seededRandom, shuffle } from '../work/seeded-random.js';
import type { WorkOptions } from '../work/work-options.js';
import type { ClusterModel } from './cluster-model.js';
import { squaredDistance } from './distance.js';
import { checkFullTable } from './learn-clusters.js';

export interface SilhouetteOptions extends WorkOptions {
  /** With more rows than this, as many at random. 2 to 20,000. Default: 1,000; the work grows with its square. */
  readonly sample?: number | undefined;
  /** A whole number. Default: 1. */
  readonly seed?: number | undefined;
}

/**
 * How well rows lie in their clusters: the mean of (b − a) / max(a, b), where a is the mean distance to the others of the own cluster
 * and b that to those of the nearest other one (Rousseeuw, 1987). A row alone in its cluster counts 0.
 *
 * @returns −1 to 1; over 0.5 is clear, under 0.25 hardly any structure; 0 with fewer than two clusters
 * @throws RangeError, TypeError that name the parameter; the reason of `signal`
 */
export async function silhouette(table: Table, model: ClusterModel, options: SilhouetteOptions = {}): Promise<number> {
  const { sample = 1_000, seed = 1 } = options;
  checkFullTable(table, 'table');
  checkCount(sample, 2, 20_000, 'sample');
  checkCount(seed, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 'seed');
  if (model.sizes.length < 2) return 0;
  const pace = new Pace(options);
  const all = Uint32Array.from({ length: table.rows }, (_, row) => row);
  const drawn = table.rows > sample ? takeRows(table, shuffle(all, seededRandom(seed)).slice(0, sample)) : table;
  const clusters = Uint32Array.from({ length: drawn.rows }, (_, row) => model.place(rowOf(drawn, row)).cluster);
  const sizes = new Float64Array(model.sizes.length);
  for (const cluster of clusters) sizes[cluster] = (sizes[cluster] as number) + 1;
  let sum = 0;
  for (let row = 0; row < drawn.rows; row++) {
    await pace.rest(row / drawn.rows);
    sum += silhouetteOf(drawn, row, clusters, sizes);
  }
  pace.done();
  return sum / drawn.rows;
}

function silhouetteOf(table: Table, row: number, clusters: Uint32Array, sizes: Float64Array): number {
  const columns = table.names.length;
  const sums = new Float64Array(sizes.length);
  clusters.forEach((cluster, other) => {
    const squared = squaredDistance(table.values, row * columns, table.values, other * columns, columns);
    sums[cluster] = (sums[cluster] as number) + Math.sqrt(squared);
  });
  const own = clusters[row] as number;
  if ((sizes[own] as number) < 2) return 0;
  const inside = (sums[own] as number) / ((sizes[own] as number) - 1);
  let outside = Infinity;
  sums.forEach((total, cluster) => {
    const size = sizes[cluster] as number;
    if (cluster !== own && size > 0) outside = Math.min(outside, total / size);
  });
  const larger = Math.max(inside, outside);
  return larger === 0 || outside === Infinity ? 0 : (outside - inside) / larger;
}
