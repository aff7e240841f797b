import { checkSameNames, weightsOf } from '../work/checks.js';
import { readFormat, readNames, readNumbers } from '../work/read-json.js';
import { quantile } from './quantile.js';
import { checkRow, checkTable, rowOf, type Table } from './table.js';

export interface StandardiserOptions {
  /** Median and interquartile range instead of mean and standard deviation, for columns with outliers. Default: false. */
  readonly robust?: boolean | undefined;
  /** How much each row counts; not with `robust`. Default: 1 each. */
  readonly weights?: Float64Array | undefined;
}

/** Brings columns to the same size: (x − centre) · factor. Missing numbers stay missing; a column that is constant becomes 0. */
export class Standardiser {
  /** @internal */
  constructor(
    readonly names: readonly string[],
    /** Mean or median of each column. */
    readonly centres: Float64Array,
    /** 1 / standard deviation, or 1.349 / interquartile range; 0 where all numbers are alike. */
    readonly factors: Float64Array,
  ) {}

  row(row: ArrayLike<number>): Float64Array {
    checkRow(row, this.names);
    return this.centres.map((centre, column) => {
      const factor = this.factors[column] as number;
      const value = row[column] as number;
      return factor === 0 && !Number.isNaN(value) ? 0 : (value - centre) * factor;
    });
  }

  /** As `row`, with the mean or median (0) for what is missing. */
  filledRow(row: ArrayLike<number>): Float64Array {
    return this.row(row).map((value) => (Number.isNaN(value) ? 0 : value));
  }

  /** Each row as `row` gives it. @throws RangeError for other columns */
  table(table: Table): Table {
    return this.#each(table, (row) => this.row(row));
  }

  /** Each row as `filledRow` gives it. @throws RangeError for other columns */
  filledTable(table: Table): Table {
    return this.#each(table, (row) => this.filledRow(row));
  }

  toJSON(): StandardiserJson {
    return {
      format: 'sintonia-standardiser-1',
      names: this.names,
      centres: [...this.centres],
      factors: [...this.factors],
    };
  }

  #each(table: Table, change: (row: Float64Array) => Float64Array): Table {
    checkSameNames(table.names, this.names, 'table');
    const values = new Float64Array(table.values.length);
    for (let row = 0; row < table.rows; row++) values.set(change(rowOf(table, row)), row * table.names.length);
    return { names: table.names, rows: table.rows, values };
  }

  /** @throws RangeError, TypeError that name what is wrong */
  static fromJSON(json: unknown): Standardiser {
    const parts = readFormat(json, 'sintonia-standardiser-1');
    const names = readNames(parts.names, 'names');
    const { length } = names;
    const centres = readNumbers(parts.centres, 'centres', { length });
    return new Standardiser(names, centres, readNumbers(parts.factors, 'factors', { length, least: 0 }));
  }
}

/** A standardiser as plain JSON. */
export interface StandardiserJson {
  readonly format: 'sintonia-standardiser-1';
  readonly names: readonly string[];
  readonly centres: readonly number[];
  readonly factors: readonly number[];
}

// The interquartile range of a normal distribution with standard deviation 1.
const NORMAL_RANGE = 1.349;

/**
 * Learns centres and factors of the numbers that are there. A column without any has centre 0 and factor 0.
 *
 * @throws RangeError, TypeError for a table or weights that contradict themselves
 */
export function learnStandardiser(table: Table, { robust = false, weights }: StandardiserOptions = {}): Standardiser {
  checkTable(table, 'table');
  const each = weightsOf(weights, table.rows);
  const columns = table.names.map((_, column) =>
    robust ? robustScale(table, column) : meanScale(table, column, each),
  );
  return new Standardiser(
    table.names,
    Float64Array.from(columns, ({ centre }) => centre),
    Float64Array.from(columns, ({ spread }) => (spread > 0 ? 1 / spread : 0)),
  );
}

/** Mean and standard deviation in one pass that loses no digits (Welford, 1962; West, 1979). */
function meanScale({ names, rows, values }: Table, column: number, weights: Float64Array) {
  let total = 0;
  let centre = 0;
  let squares = 0;
  for (let row = 0; row < rows; row++) {
    const value = values[row * names.length + column] as number;
    const weight = weights[row] as number;
    if (Number.isNaN(value) || weight === 0) continue;
    total += weight;
    const distance = value - centre;
    centre += (weight / total) * distance;
    squares += weight * distance * (value - centre);
  }
  const spread = Math.sqrt(squares / Math.max(total, Number.MIN_VALUE));
  // What rounding leaves of numbers that are all alike is no spread.
  return { centre, spread: spread > 1e-12 * Math.abs(centre) ? spread : 0 };
}

function robustScale({ names, rows, values }: Table, column: number) {
  const sorted = Float64Array.from({ length: rows }, (_, row) => values[row * names.length + column] as number)
    .filter((value) => !Number.isNaN(value))
    .sort();
  if (sorted.length === 0) return { centre: 0, spread: 0 };
  const range = quantile(sorted, 0.75) - quantile(sorted, 0.25);
  return { centre: quantile(sorted, 0.5), spread: range / NORMAL_RANGE };
}
