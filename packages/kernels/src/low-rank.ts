import { checkDense, checkSame, type Dense } from './dense.js';
import { Slices } from './runtime/slices.js';

/** A matrix of low rank k, L · R: its cell (i, j) is the inner product of the lines i of L and j of R as given here. */
export interface LowRank {
  /** L, columns × k. */
  readonly left: Dense;
  /** R, given as its transpose, columns × k. */
  readonly right: Dense;
}

/** Its rank, 0 where there is none. @throws RangeError, TypeError for matrices that do not fit so many columns */
export function rankOf(lowRank: LowRank | undefined, columns: number): number {
  if (!lowRank) return 0;
  const { left, right } = lowRank;
  checkDense(left, 'lowRank.left');
  checkDense(right, 'lowRank.right');
  checkSame(left.rows, columns, 'The rows of lowRank.left and the columns of the matrix');
  checkSame(right.rows, columns, 'The rows of lowRank.right and the columns of the matrix');
  checkSame(left.columns, right.columns, 'The columns of lowRank.left and lowRank.right');
  return left.columns;
}

/** What a line takes in whole SIMD words. */
export const wholeWords = (rank: number) => 4 * Math.ceil(rank / 4);

/** Lines, padded with 0 to whole SIMD words. @throws the reason of the signal */
export async function padLines({ rows, columns, values }: Dense, target: Float32Array, signal?: AbortSignal) {
  const width = wholeWords(columns);
  const slices = new Slices(signal);
  for (let row = 0; row < rows; row++) {
    if (slices.due) await slices.rest();
    target.set(values.subarray(row * columns, (row + 1) * columns), row * width);
  }
}
