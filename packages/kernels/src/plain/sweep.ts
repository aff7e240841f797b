import type { KernelTable } from '../runtime/kernel-table.js';

export const sweepPivot: KernelTable['sweepPivot'] = (matrix, size, start, block, work, pivot, status) => {
  for (let row = 0; row < block; row++) {
    for (let column = 0; column <= row; column++) {
      const value = matrix[(start + row) * size + start + column] as number;
      work[row * block + column] = value;
      work[column * block + row] = value;
    }
  }
  for (let step = 0; step < block; step++) {
    const own = step * block;
    const diagonal = work[own + step] as number;
    if (!(diagonal > 0) || diagonal === Infinity) {
      status[0] = 1;
      return;
    }
    for (let at = 0; at < block; at++) work[own + at] = (work[own + at] as number) / diagonal;
    for (let row = 0; row < block; row++) {
      if (row === step) continue;
      const other = row * block;
      const factor = work[other + step] as number;
      work[other + step] = 0;
      for (let at = 0; at < block; at++) {
        work[other + at] = (work[other + at] as number) - factor * (work[own + at] as number);
      }
      work[other + step] = -factor / diagonal;
    }
    work[own + step] = 1 / diagonal;
  }
  for (let at = 0; at < block * block; at++) pivot[at] = work[at] as number;
};

export const sweepColumns: KernelTable['sweepColumns'] = (
  matrix,
  size,
  start,
  block,
  pivotPanels,
  columns,
  products,
  _strips,
  _tile,
  from,
  to,
) => {
  for (let row = from; row < to; row++) {
    for (let at = 0; at < block; at++) {
      const column = start + at;
      const inside = row >= start && row < start + block;
      const place = Math.max(row, column) * size + Math.min(row, column);
      columns[row * block + at] = inside ? 0 : (matrix[place] as number);
    }
    for (let at = 0; at < block; at++) {
      let sum = 0;
      for (let step = 0; step < block; step++) {
        const panel = (at >> 3) * block * 8 + step * 8 + (at & 7);
        sum += (columns[row * block + step] as number) * (pivotPanels[panel] as number);
      }
      products[row * block + at] = sum;
    }
  }
};

export const sweepRows: KernelTable['sweepRows'] = (
  matrix,
  size,
  start,
  block,
  pivot,
  columnPanels,
  products,
  _strips,
  _tile,
  from,
  to,
) => {
  const isSwept = (at: number) => at >= start && at < start + block;
  for (let row = from; row < to; row++) {
    for (let column = 0; column <= row; column++) {
      const place = row * size + column;
      if (isSwept(row)) {
        if (isSwept(column)) matrix[place] = -(pivot[(row - start) * block + column - start] as number);
        else matrix[place] = products[column * block + row - start] as number;
      } else if (isSwept(column)) {
        matrix[place] = products[row * block + column - start] as number;
      } else {
        let sum = 0;
        for (let step = 0; step < block; step++) {
          const panel = (column >> 3) * block * 8 + step * 8 + (column & 7);
          sum += (products[row * block + step] as number) * (columnPanels[panel] as number);
        }
        matrix[place] = (matrix[place] as number) - sum;
      }
    }
  }
};

export const sweepDone: KernelTable['sweepDone'] = (matrix, size, from, to) => {
  for (let row = from; row < to; row++) {
    for (let column = 0; column <= row; column++) {
      const value = -(matrix[row * size + column] as number);
      matrix[row * size + column] = value;
      matrix[column * size + row] = value;
    }
  }
};
