import { checkRow } from '../matrix/table.js';
import { readFormat, readNames, readNumbers } from '../work/read-json.js';
import { squaredDistance } from './distance.js';

/** Where a row belongs. */
export interface ClusterPlace {
  readonly cluster: number;
  /** To the centre. */
  readonly distance: number;
  /** To the next best centre; Infinity where there is only one. */
  readonly runnerUp: number;
}

/** Centres that rows are nearest to. Made by `learnClusters`. */
export class ClusterModel {
  private constructor(
    readonly names: readonly string[],
    /** Row by row, one for each cluster; no two alike. */
    readonly centres: Float64Array,
    /** How many rows each had in learning, largest first. */
    readonly sizes: Uint32Array,
  ) {}

  /** @internal Largest first, equally large ones by their centres; those without rows are left out. */
  static of(names: readonly string[], centres: Float64Array, sizes: Uint32Array): ClusterModel {
    const columns = names.length;
    const centreOf = (cluster: number) => centres.subarray(cluster * columns, (cluster + 1) * columns);
    const order = [...sizes.keys()]
      .filter((cluster) => (sizes[cluster] as number) > 0)
      .sort((a, b) => (sizes[b] as number) - (sizes[a] as number) || compare(centreOf(a), centreOf(b)));
    return new ClusterModel(
      names,
      Float64Array.from(order.flatMap((cluster) => [...centreOf(cluster)])),
      Uint32Array.from(order, (cluster) => sizes[cluster] as number),
    );
  }

  /** From the row to each centre. @throws RangeError for a row of another length, or with a missing number */
  distances(row: ArrayLike<number>): Float64Array {
    checkRow(row, this.names);
    const columns = this.names.length;
    const values = Float64Array.from(row);
    if (!values.every(Number.isFinite)) throw new RangeError('row has a number that is not finite.');
    return Float64Array.from(this.sizes, (_, cluster) => {
      return Math.sqrt(squaredDistance(values, 0, this.centres, cluster * columns, columns));
    });
  }

  /** The nearest centre; of equals the first. @throws as `distances` */
  place(row: ArrayLike<number>): ClusterPlace {
    let place = { cluster: 0, distance: Infinity, runnerUp: Infinity };
    this.distances(row).forEach((distance, cluster) => {
      if (distance < place.distance) place = { cluster, distance, runnerUp: place.distance };
      else if (distance < place.runnerUp) place = { ...place, runnerUp: distance };
    });
    return place;
  }

  toJSON(): ClusterJson {
    return { format: 'sintonia-clusters-1', names: this.names, centres: [...this.centres], sizes: [...this.sizes] };
  }

  /** @throws RangeError, TypeError that name what is wrong */
  static fromJSON(json: unknown): ClusterModel {
    const parts = readFormat(json, 'sintonia-clusters-1');
    const names = readNames(parts.names, 'names');
    const sizes = readNumbers(parts.sizes, 'sizes', { least: 1, most: 2 ** 32 - 1 });
    const centres = readNumbers(parts.centres, 'centres', { length: sizes.length * names.length });
    if (sizes.length === 0) throw new RangeError('sizes has no numbers; it needs at least one.');
    return new ClusterModel(names, centres, Uint32Array.from(sizes));
  }
}

/** Clusters as plain JSON. */
export interface ClusterJson {
  readonly format: 'sintonia-clusters-1';
  readonly names: readonly string[];
  readonly centres: readonly number[];
  readonly sizes: readonly number[];
}

function compare(a: Float64Array, b: Float64Array): number {
  const differs = a.findIndex((value, at) => value !== b[at]);
  return differs < 0 ? 0 : (a[differs] as number) - (b[differs] as number);
}
