import { checkIndices, checkNumbers } from './checks.js';

/**
 * A sparse matrix by rows. Row `r` has its entries at `indptr[r]` to `indptr[r + 1]` (not included) of `indices` and `values`.
 * The same column may stand in a row twice; its entries then add up.
 */
export interface Csr {
  /** How many rows, 0 to 2³² − 2. */
  readonly rows: number;
  /** How many columns, 0 to 2³² − 2. */
  readonly columns: number;
  /** `rows + 1` places, rising, the first 0, the last the number of entries. */
  readonly indptr: Uint32Array;
  /** The columns of the entries, each under `columns`. */
  readonly indices: Uint32Array;
  /** Beside `indices`; without them every entry is 1. */
  readonly values?: Float32Array | undefined;
}

/**
 * Lists of entries as a sparse matrix: every row is a list, by falling value, ties by rising index. Those that kernels made lie in the
 * memory of that work, which goes with them.
 */
export type ScoredLists = Csr & { readonly values: Float32Array };

/** How large a sparse matrix is, for estimates before there is one. */
export interface CsrShape {
  readonly rows: number;
  readonly columns: number;
  /** How many entries it has. */
  readonly entries: number;
}

/** @throws RangeError, TypeError that say what is wrong with the matrix; `name` is what the caller calls it */
export function checkCsr(matrix: Csr, name = 'matrix'): void {
  const { rows, columns, indptr, indices, values } = matrix;
  for (const [side, count] of Object.entries({ rows, columns })) {
    if (!Number.isInteger(count) || count < 0 || count > 2 ** 32 - 2) {
      throw new RangeError(`${name}.${side} is ${count}; it has to be a whole number from 0 to 2³² − 2.`);
    }
  }
  if (!(indptr instanceof Uint32Array) || !(indices instanceof Uint32Array)) {
    throw new TypeError(`${name}.indptr and ${name}.indices have to be Uint32Arrays.`);
  }
  if (indptr.length !== rows + 1 || indptr[0] !== 0 || indptr[rows] !== indices.length) {
    throw new RangeError(`${name}.indptr has to have rows + 1 places, from 0 to the number of indices.`);
  }
  for (let row = 0; row < rows; row++) {
    if ((indptr[row] as number) > (indptr[row + 1] as number))
      throw new RangeError(`${name}.indptr falls at row ${row}.`);
  }
  checkIndices(indices, columns, `${name}.indices`);
  if (values !== undefined) checkNumbers(values, indices.length, `${name}.values`);
}
