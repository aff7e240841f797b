/// <reference path="./ml-knn.d.ts" />
import { distance } from 'ml-distance';
import Knn from 'ml-knn';
import { learnStandardiser, Standardiser, type StandardiserJson } from '../matrix/standardiser.js';
import { rowOf, type Table } from '../matrix/table.js';
import { checkCount } from '../work/checks.js';
import { readFormat, readNumber, readNumbers } from '../work/read-json.js';
import { nearestRows } from './nearest-rows.js';

export interface NearestLabelsOptions {
  /** How many neighbours vote. 1 or more; all rows where there are fewer. Default: 15. */
  readonly neighbours?: number | undefined;
}

// Above, ml-knn's tree of objects takes longer than looking at all rows, and a logistic regression has enough to learn from.
const MOST_ROWS = 20_000;
const MOST_COLUMNS = 32;

/** Labels by a vote of the nearest rows. Made by `learnNearestLabels`. */
export class NearestLabels {
  readonly #standardiser: Standardiser;
  readonly #known: Table;
  readonly #labels: Uint8Array;
  readonly #neighbours: number;
  readonly #knn: Knn;

  /** @internal */
  constructor(standardiser: Standardiser, known: Table, labels: Uint8Array, neighbours: number) {
    this.#standardiser = standardiser;
    this.#known = known;
    this.#labels = labels;
    this.#neighbours = Math.min(neighbours, known.rows);
    const points = Array.from({ length: known.rows }, (_, row) => [...rowOf(known, row)]);
    this.#knn = new Knn(points, [...labels], { k: this.#neighbours, distance: euclideanOver(known.names.length) });
  }

  /** How many vote. */
  get neighbours(): number {
    return this.#neighbours;
  }

  get names(): readonly string[] {
    return this.#standardiser.names;
  }

  /** The label that most of the nearest have; of equals, any. @throws RangeError for a row of another length */
  label(row: ArrayLike<number>): number {
    return this.#knn.predict([...this.#standardiser.filledRow(row)]);
  }

  /** The share of the nearest that have the label, 0 to 1. @throws RangeError for a row of another length */
  share(row: ArrayLike<number>, label: number): number {
    const near = nearestRows(this.#known, this.#standardiser.filledRow(row), this.#neighbours);
    return near.filter(({ row }) => this.#labels[row] === label).length / near.length;
  }

  toJSON(): NearestLabelsJson {
    return {
      format: 'sintonia-nearest-labels-1',
      standardiser: this.#standardiser.toJSON(),
      values: [...this.#known.values],
      labels: [...this.#labels],
      neighbours: this.#neighbours,
    };
  }

  /** @throws RangeError, TypeError that name what is wrong */
  static fromJSON(json: unknown): NearestLabels {
    const parts = readFormat(json, 'sintonia-nearest-labels-1');
    const standardiser = Standardiser.fromJSON(parts.standardiser);
    const { names } = standardiser;
    const labels = readNumbers(parts.labels, 'labels', { least: 0, most: 255 });
    checkSize(labels.length, names.length);
    const values = readNumbers(parts.values, 'values', { length: labels.length * names.length });
    const neighbours = readNumber(parts.neighbours, 'neighbours', 1, labels.length);
    checkCount(neighbours, 1, labels.length, 'neighbours');
    const known = { names, rows: labels.length, values };
    return new NearestLabels(standardiser, known, Uint8Array.from(labels), neighbours);
  }
}

/** What is known of the nearest, as plain JSON: all rows. */
export interface NearestLabelsJson {
  readonly format: 'sintonia-nearest-labels-1';
  readonly standardiser: StandardiserJson;
  /** Standardised, row by row. */
  readonly values: readonly number[];
  readonly labels: readonly number[];
  readonly neighbours: number;
}

/**
 * Remembers rows, to label others as most of the nearest are, for small tables: columns standardised, distance Euclidean (Cover & Hart,
 * *Nearest neighbor pattern classification*, 1967).
 *
 * ml-knn finds the label, and knows nothing else. As it comes it never prunes its tree and takes the label for a column; the distance
 * it is given here keeps it from both. Shares of the vote come from looking at all rows.
 *
 * @param table 1 to 20,000 rows of 1 to 32 columns; a missing number counts as the mean
 * @param labels 0 to 255, one for each row
 * @throws RangeError, TypeError that name the parameter
 */
export function learnNearestLabels(
  table: Table,
  labels: Uint8Array,
  { neighbours = 15 }: NearestLabelsOptions = {},
): NearestLabels {
  checkSize(table.rows, table.names.length);
  checkCount(neighbours, 1, Number.MAX_SAFE_INTEGER, 'neighbours');
  if (!(labels instanceof Uint8Array)) throw new TypeError('labels has to be a Uint8Array.');
  if (labels.length !== table.rows)
    throw new RangeError(`labels has ${labels.length} entries; it needs ${table.rows}.`);
  const standardiser = learnStandardiser(table);
  return new NearestLabels(standardiser, standardiser.filledTable(table), labels.slice(), neighbours);
}

function checkSize(rows: number, columns: number): void {
  checkCount(rows, 1, MOST_ROWS, 'table.rows');
  checkCount(columns, 1, MOST_COLUMNS, 'table.names.length');
}

/** Over just so many numbers, whatever stands behind them, also where there is an object in place of an array. */
function euclideanOver(columns: number) {
  const numbersOf = (into: number[]) => (point: ArrayLike<number>) => {
    for (let at = 0; at < columns; at++) into[at] = point[at] as number;
    return into;
  };
  const [first, second] = [numbersOf(new Array(columns)), numbersOf(new Array(columns))];
  return (a: ArrayLike<number>, b: ArrayLike<number>) => distance.euclidean(first(a), second(b));
}
