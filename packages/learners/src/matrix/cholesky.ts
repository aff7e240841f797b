/** The lower triangle L of A = L·Lᵀ, row by row; undefined where A is not positive definite. Of A the lower half is read. */
export function cholesky(matrix: Float64Array, size: number): Float64Array | undefined {
  const lower = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * size + column] as number;
      for (let at = 0; at < column; at++) {
        sum -= (lower[row * size + at] as number) * (lower[column * size + at] as number);
      }
      if (row === column && !(sum > 0)) return undefined;
      lower[row * size + column] = row === column ? Math.sqrt(sum) : sum / (lower[column * size + column] as number);
    }
  }
  return lower;
}

/** x with L·Lᵀ·x = b. */
export function solveCholesky(lower: Float64Array, size: number, right: Float64Array): Float64Array {
  const x = right.slice();
  for (let row = 0; row < size; row++) {
    let sum = x[row] as number;
    for (let at = 0; at < row; at++) sum -= (lower[row * size + at] as number) * (x[at] as number);
    x[row] = sum / (lower[row * size + row] as number);
  }
  for (let row = size - 1; row >= 0; row--) {
    let sum = x[row] as number;
    for (let at = row + 1; at < size; at++) sum -= (lower[at * size + row] as number) * (x[at] as number);
    x[row] = sum / (lower[row * size + row] as number);
  }
  return x;
}
