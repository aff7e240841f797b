import { checkCount } from '../work/checks.js';

/** Numbers in rows and named columns. NaN is a missing number; nothing else that is not finite gets in. */
export interface Table {
  /** One for each column, no two alike. */
  readonly names: readonly string[];
  readonly rows: number;
  /** Row by row, `rows × names.length`. */
  readonly values: Float64Array;
}

/** A table from its rows. @throws RangeError, TypeError for rows of another length, names that repeat, infinite numbers */
export function tableOf(names: readonly string[], rows: readonly ArrayLike<number>[]): Table {
  const values = new Float64Array(rows.length * names.length);
  rows.forEach((row, at) => {
    if (row.length !== names.length) {
      throw new RangeError(`rows[${at}] has ${row.length} numbers; it needs ${names.length}.`);
    }
    values.set(row, at * names.length);
  });
  const table = { names, rows: rows.length, values };
  checkTable(table, 'rows');
  return table;
}

/** One row, as a view that shares the table's memory. */
export function rowOf({ names, values }: Table, row: number): Float64Array {
  return values.subarray(row * names.length, (row + 1) * names.length);
}

/** The rows with these places, in this order; a place may come twice. */
export function takeRows(table: Table, places: ArrayLike<number>): Table {
  const columns = table.names.length;
  const values = new Float64Array(places.length * columns);
  for (let at = 0; at < places.length; at++) values.set(rowOf(table, places[at] as number), at * columns);
  return { names: table.names, rows: places.length, values };
}

/** @throws RangeError, TypeError that name what is wrong */
export function checkTable({ names, rows, values }: Table, name: string): void {
  if (!Array.isArray(names) || names.some((each) => typeof each !== 'string')) {
    throw new TypeError(`${name}.names has to be a list of texts.`);
  }
  if (new Set(names).size !== names.length) throw new RangeError(`${name}.names has a name twice.`);
  checkCount(rows, 0, 2 ** 31, `${name}.rows`);
  if (!(values instanceof Float64Array)) throw new TypeError(`${name}.values has to be a Float64Array.`);
  const length = rows * names.length;
  if (values.length !== length) {
    throw new RangeError(`${name}.values has ${values.length} numbers; it needs ${length}.`);
  }
  const wrong = values.findIndex((value) => value === Infinity || value === -Infinity);
  if (wrong >= 0) throw new RangeError(`${name}.values[${wrong}] is ${values[wrong]}; it has to be finite, or NaN.`);
}

/** @throws RangeError where a row has not one number for each name */
export function checkRow(row: ArrayLike<number>, names: readonly string[]): void {
  if (row.length !== names.length) throw new RangeError(`row has ${row.length} numbers; it needs ${names.length}.`);
}
