import { squaredDistance } from '../cluster/distance.js';
import { checkFullTable } from '../cluster/learn-clusters.js';
import { checkRow, type Table } from '../matrix/table.js';
import { checkCount } from '../work/checks.js';

export interface NearRow {
  readonly row: number;
  readonly distance: number;
}

/**
 * The rows nearest to `row` by Euclidean distance, nearest first; of equals the first. Exact: it looks at all.
 *
 * @param table at least one row, nothing missing
 * @param count 1 or more; all rows where there are fewer
 * @throws RangeError, TypeError that name the parameter
 */
export function nearestRows(table: Table, row: ArrayLike<number>, count: number): readonly NearRow[] {
  checkFullTable(table, 'table');
  checkRow(row, table.names);
  checkCount(count, 1, Number.MAX_SAFE_INTEGER, 'count');
  const values = Float64Array.from(row);
  if (!values.every(Number.isFinite)) throw new RangeError('row has a number that is not finite.');
  const columns = table.names.length;
  const found: { row: number; squared: number }[] = [];
  for (let each = 0; each < table.rows; each++) {
    const squared = squaredDistance(table.values, each * columns, values, 0, columns);
    if (found.length === count && squared >= (found.at(-1)?.squared as number)) continue;
    let place = found.length;
    while (place > 0 && (found[place - 1]?.squared as number) > squared) place--;
    found.splice(place, 0, { row: each, squared });
    if (found.length > count) found.pop();
  }
  return found.map(({ row, squared }) => ({ row, distance: Math.sqrt(squared) }));
}
