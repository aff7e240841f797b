import { checkTable, type Table } from '../matrix/table.js';
import { checkCount, checkNumbers } from '../work/checks.js';
import { Pace } from '../work/pace.js';
import { partOf } from '../work/part-of.js';
import { seededRandom } from '../work/seeded-random.js';
import type { WorkOptions } from '../work/work-options.js';
import { ClusterModel } from './cluster-model.js';
import { driftCentres, moveCentres } from './move-centres.js';
import { seedCentres } from './seed-centres.js';

export interface ClusterOptions extends WorkOptions {
  /** How many clusters at most, 1 to 256. */
  readonly clusters: number;
  /** Beginnings of which the best is kept, 1 to 100. Default: 4. */
  readonly starts?: number | undefined;
  /** Passes over all rows at the end, 1 to 1,000; it ends before where nothing moves. Default: 50. */
  readonly passes?: number | undefined;
  /** A whole number. Default: 1. */
  readonly seed?: number | undefined;
}

export interface LearntClusters {
  /** Largest cluster first. Fewer than asked for where rows do not differ enough. */
  readonly model: ClusterModel;
  /** Σ of squared distances to the nearest centre, before each pass over all rows and after the last. Never rises. */
  readonly inertias: readonly number[];
}

// Mini-batches find good centres with this many rows, however many there are (Sculley, 2010); all rows only polish.
const DRAWS = 50_000;

/**
 * Clusters by k-means: k-means++ seeds (Arthur & Vassilvitskii, 2007), with many rows mini-batches (Sculley, 2010), then passes over
 * all rows (Lloyd, 1982). Standardise first, or the columns with the largest numbers decide.
 *
 * @param table at least one row, nothing missing
 * @throws RangeError, TypeError that name the parameter; the reason of `signal`
 */
export async function learnClusters(table: Table, options: ClusterOptions): Promise<LearntClusters> {
  const { clusters, starts = 4, passes = 50, seed = 1 } = options;
  checkFullTable(table, 'table');
  checkCount(clusters, 1, 256, 'clusters');
  checkCount(starts, 1, 100, 'starts');
  checkCount(passes, 1, 1_000, 'passes');
  checkCount(seed, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 'seed');
  const random = seededRandom(seed);
  let best:
    | { readonly centres: Float64Array; readonly inertias: readonly number[]; readonly sizes: Uint32Array }
    | undefined;
  for (let start = 0; start < starts; start++) {
    const pace = new Pace(partOf(options, start / starts, (start + 1) / starts));
    const centres = await seedCentres(table, clusters, random, pace);
    if (table.rows > DRAWS) await driftCentres(table, centres, { rows: DRAWS, random, pace });
    const polished = await polish(table, centres, passes, pace);
    if (!best || (polished.inertias.at(-1) as number) < (best.inertias.at(-1) as number)) best = polished;
    pace.done();
  }
  const { centres, inertias, sizes } = best as NonNullable<typeof best>;
  return { model: ClusterModel.of(table.names, centres, sizes), inertias };
}

async function polish(table: Table, centres: Float64Array, passes: number, pace: Pace) {
  const inertias: number[] = [];
  for (let pass = 0; ; pass++) {
    await pace.rest(pass / (passes + 1));
    const before = centres.slice();
    const { inertia, sizes } = await moveCentres(table, centres, pace);
    inertias.push(inertia);
    const isStill = centres.every((value, at) => value === before[at]);
    // What the last pass counted belongs to the centres as they were before it.
    if (isStill || pass === passes) return { centres: before, inertias, sizes };
  }
}

/** @throws RangeError, TypeError for a table without rows or columns, or with a missing number */
export function checkFullTable(table: Table, name: string): void {
  checkTable(table, name);
  checkNumbers(table.values, table.values.length, `${name}.values`);
  if (table.rows === 0) throw new RangeError(`${name} has no rows; it needs at least one.`);
  if (table.names.length === 0) throw new RangeError(`${name} has no columns; it needs at least one.`);
}
