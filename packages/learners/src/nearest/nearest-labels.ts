/// <reference path="./ml-knn.d.ts" />
import { distance } from 'ml-distance';
import Knn from 'ml-knn';
import { checkFullTable } from '../cluster/learn-clusters.js';
import { learnStandardiser, type Standardiser } from '../matrix/standardiser.js';
import { rowOf, type Table } from '../matrix/table.js';
import { checkCount } from '../work/checks.js';
import { nearestRows } from './nearest-rows.js';

export interface NearestLabelsOptions {
  /** How many neighbours vote. 1 or more; all rows where there are fewer. Default: 15. */
  readonly neighbours?: number | undefined;
}

// Above, ml-knn's tree of objects takes longer than looking at all rows, and a logistic regression has enough to learn from.
const MOST_ROWS = 20_000;
const MOST_COLUMNS = 32;

/**
 * The label that most of the nearest rows have, for small tables: columns standardised, distance Euclidean (Cover & Hart, 1967).
 *
 * ml-knn finds it. It gives labels only, and as it comes never prunes its tree and takes the label for a column; this class keeps that
 * away from it. Shares of the vote come from looking at all rows.
 */
export class NearestLabels {
  readonly #standardiser: Standardiser;
  readonly #table: Table;
  readonly #labels: Uint8Array;
  readonly #neighbours: number;
  readonly #knn: Knn;

  /**
   * @param table 1 to 20,000 rows of 1 to 32 columns; a missing number counts as the mean
   * @param labels 0 to 255, one for each row
   * @throws RangeError, TypeError that name the parameter
   */
  constructor(table: Table, labels: Uint8Array, { neighbours = 15 }: NearestLabelsOptions = {}) {
    checkCount(table.rows, 1, MOST_ROWS, 'table.rows');
    checkCount(table.names.length, 1, MOST_COLUMNS, 'table.names.length');
    checkCount(neighbours, 1, Number.MAX_SAFE_INTEGER, 'neighbours');
    if (!(labels instanceof Uint8Array)) throw new TypeError('labels has to be a Uint8Array.');
    if (labels.length !== table.rows) {
      throw new RangeError(`labels has ${labels.length} entries; it needs ${table.rows}.`);
    }
    this.#standardiser = learnStandardiser(table);
    this.#table = this.#standardiser.filledTable(table);
    checkFullTable(this.#table, 'table');
    this.#labels = labels.slice();
    this.#neighbours = Math.min(neighbours, table.rows);
    const points = Array.from({ length: table.rows }, (_, row) => [...rowOf(this.#table, row)]);
    this.#knn = new Knn(points, [...labels], { k: this.#neighbours, distance: euclideanOver(table.names.length) });
  }

  /** @throws RangeError for a row of another length */
  label(row: ArrayLike<number>): number {
    return this.#knn.predict([...this.#standardiser.filledRow(row)]);
  }

  /** The share of the nearest rows that have the label, 0 to 1. @throws RangeError for a row of another length */
  share(row: ArrayLike<number>, label: number): number {
    const near = nearestRows(this.#table, this.#standardiser.filledRow(row), this.#neighbours);
    return near.filter(({ row }) => this.#labels[row] === label).length / near.length;
  }
}

/** Over just so many numbers, whatever stands behind them, also where there is an object in place of an array. */
function euclideanOver(columns: number) {
  const numbersOf = (point: ArrayLike<number>) => Array.from({ length: columns }, (_, at) => point[at] as number);
  return (a: ArrayLike<number>, b: ArrayLike<number>) => distance.euclidean(numbersOf(a), numbersOf(b));
}
