import type { KernelTable } from '../runtime/kernel-table.js';

export const orthonormaliser: KernelTable['orthonormaliser'] = (gram, size, _work, out) => {
  const factor = new Float64Array(size * size);
  const inverse = new Float64Array(size * size);
  const at = (matrix: Float64Array | Float32Array, row: number, column: number) =>
    matrix[row * size + column] as number;
  for (let row = 0; row < size; row++) {
    let left = at(gram, row, row);
    const least = left * 1e-6;
    for (let column = 0; column < row; column++) {
      const diagonal = at(factor, column, column);
      let value = at(gram, row, column);
      for (let inner = 0; inner < column; inner++) value -= at(factor, row, inner) * at(factor, column, inner);
      value = diagonal > 0 ? value / diagonal : 0;
      factor[row * size + column] = value;
      left -= value * value;
    }
    if (!(left > least && left > 0)) {
      factor.fill(0, row * size, (row + 1) * size);
      continue;
    }
    const diagonal = Math.sqrt(left);
    factor[row * size + row] = diagonal;
    inverse[row * size + row] = 1 / diagonal;
    for (let column = 0; column < row; column++) {
      let sum = 0;
      for (let inner = column; inner < row; inner++) sum += at(factor, row, inner) * at(inverse, inner, column);
      inverse[row * size + column] = -sum / diagonal;
    }
  }
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) out[column * size + row] = at(inverse, row, column);
  }
};
