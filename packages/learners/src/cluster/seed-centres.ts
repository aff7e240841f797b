import { rowOf, type Table } from '../matrix/table.js';
import type { Pace } from '../work/pace.js';
import { squaredDistance } from './distance.js';

const ROWS = 4_096;

/**
 * First centres: rows at random, likelier the farther they lie from those there are (k-means++; Arthur & Vassilvitskii, 2007).
 *
 * @returns row by row; fewer than `clusters` where no more rows differ
 */
export async function seedCentres(
  table: Table,
  clusters: number,
  random: () => number,
  pace: Pace,
): Promise<Float64Array> {
  const columns = table.names.length;
  const squares = new Float64Array(table.rows).fill(Infinity);
  const chosen: number[] = [Math.floor(random() * table.rows)];
  for (;;) {
    const newest = rowOf(table, chosen.at(-1) as number);
    let total = 0;
    for (let row = 0; row < table.rows; row++) {
      if (row % ROWS === 0) await pace.rest();
      const here = squaredDistance(table.values, row * columns, newest, 0, columns);
      squares[row] = Math.min(squares[row] as number, here);
      total += squares[row] as number;
    }
    if (chosen.length === clusters || total === 0) break;
    chosen.push(draw(squares, random() * total));
  }
  return Float64Array.from(chosen.flatMap((row) => [...rowOf(table, row)]));
}

/** The place where the running sum of the weights passes `target`. */
function draw(weights: Float64Array, target: number): number {
  let rest = target;
  let last = 0;
  for (let at = 0; at < weights.length; at++) {
    const weight = weights[at] as number;
    if (weight === 0) continue;
    last = at;
    rest -= weight;
    if (rest < 0) break;
  }
  return last;
}
