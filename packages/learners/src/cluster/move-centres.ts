import type { Table } from '../matrix/table.js';
import type { Pace } from '../work/pace.js';
import { nearestCentre } from './distance.js';

const ROWS = 4_096;

/** Σ of the squared distances to the nearest centres, before the centres moved. */
export interface Pass {
  readonly inertia: number;
  readonly sizes: Uint32Array;
}

/** Moves each centre to the mean of the rows that are nearest to it (Lloyd, 1982). One without rows stays. Inertia never rises. */
export async function moveCentres(table: Table, centres: Float64Array, pace: Pace): Promise<Pass> {
  const columns = table.names.length;
  const sums = new Float64Array(centres.length);
  const sizes = new Uint32Array(centres.length / columns);
  let inertia = 0;
  for (let row = 0; row < table.rows; row++) {
    if (row % ROWS === 0) await pace.rest();
    const { cluster, squared } = nearestCentre(table.values, row * columns, centres, columns);
    inertia += squared;
    sizes[cluster] = (sizes[cluster] as number) + 1;
    for (let column = 0, at = cluster * columns; column < columns; column++, at++) {
      sums[at] = (sums[at] as number) + (table.values[row * columns + column] as number);
    }
  }
  sums.forEach((sum, at) => {
    const size = sizes[Math.floor(at / columns)] as number;
    if (size > 0) centres[at] = sum / size;
  });
  return { inertia, sizes };
}

/** Moves centres a little towards random rows, less the more rows each has had (mini-batch k-means; Sculley, 2010). */
export async function driftCentres(
  table: Table,
  centres: Float64Array,
  { rows, random, pace }: { readonly rows: number; readonly random: () => number; readonly pace: Pace },
): Promise<void> {
  const columns = table.names.length;
  const met = new Float64Array(centres.length / columns);
  for (let draw = 0; draw < rows; draw++) {
    if (draw % ROWS === 0) await pace.rest();
    const from = Math.floor(random() * table.rows) * columns;
    const { cluster } = nearestCentre(table.values, from, centres, columns);
    met[cluster] = (met[cluster] as number) + 1;
    for (let column = 0, at = cluster * columns; column < columns; column++, at++) {
      const centre = centres[at] as number;
      centres[at] = centre + ((table.values[from + column] as number) - centre) / (met[cluster] as number);
    }
  }
}
