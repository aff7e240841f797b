import { checkCount, checkNumbers } from './checks.js';

/** A dense matrix, row by row. */
export interface Dense {
  /** 0 to 2³¹. */
  readonly rows: number;
  /** 0 to 2³¹. */
  readonly columns: number;
  /** `rows` · `columns` finite numbers. */
  readonly values: Float32Array;
}

/** @throws RangeError, TypeError that say what is wrong with the matrix */
export function checkDense({ rows, columns, values }: Dense, name: string): void {
  checkCount(rows, 0, 2 ** 31, `${name}.rows`);
  checkCount(columns, 0, 2 ** 31, `${name}.columns`);
  checkNumbers(values, rows * columns, `${name}.values`);
}

export function checkSame(first: number, second: number, what: string): void {
  if (first !== second) throw new RangeError(`${what} do not fit: ${first} and ${second}.`);
}
