import type { KernelTable } from '../runtime/kernel-table.js';

export const sparseTimesDense: KernelTable['sparseTimesDense'] = (
  starts,
  columns,
  values,
  dense,
  width,
  out,
  from,
  to,
) => {
  for (let row = from; row < to; row++) {
    out.fill(0, row * width, (row + 1) * width);
    for (let at = starts[row] as number; at < (starts[row + 1] as number); at++) {
      const value = values.length > 0 ? (values[at] as number) : 1;
      const source = (columns[at] as number) * width;
      for (let inner = 0; inner < width; inner++) {
        const place = row * width + inner;
        out[place] = (out[place] as number) + Math.fround(value * (dense[source + inner] as number));
      }
    }
  }
};

export const sparseGram: KernelTable['sparseGram'] = (
  rowStarts,
  rowColumns,
  rowValues,
  columnStarts,
  columnRows,
  columnValues,
  columnCount,
  out,
  from,
  to,
) => {
  for (let column = from; column < to; column++) {
    out.fill(0, column * columnCount, (column + 1) * columnCount);
    for (let at = columnStarts[column] as number; at < (columnStarts[column + 1] as number); at++) {
      const row = columnRows[at] as number;
      const value = columnValues.length > 0 ? (columnValues[at] as number) : 1;
      for (let entry = rowStarts[row] as number; entry < (rowStarts[row + 1] as number); entry++) {
        const place = column * columnCount + (rowColumns[entry] as number);
        const other = rowValues.length > 0 ? (rowValues[entry] as number) : 1;
        out[place] = (out[place] as number) + Math.fround(value * other);
      }
    }
  }
};
