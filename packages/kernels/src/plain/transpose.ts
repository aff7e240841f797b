import type { KernelTable } from '../runtime/kernel-table.js';

/** One part only: places in the columns follow from all rows before. */
export const transpose: KernelTable['transpose'] = (
  starts,
  columns,
  values,
  columnStarts,
  columnRows,
  columnValues,
  rows,
  columnCount,
) => {
  columnStarts.fill(0);
  for (let at = 0; at < columns.length; at++) {
    const column = columns[at] as number;
    columnStarts[column + 1] = (columnStarts[column + 1] as number) + 1;
  }
  for (let column = 1; column <= columnCount; column++) {
    columnStarts[column] = (columnStarts[column] as number) + (columnStarts[column - 1] as number);
  }
  for (let row = 0; row < rows; row++) {
    const end = starts[row + 1] as number;
    for (let at = starts[row] as number; at < end; at++) {
      const column = columns[at] as number;
      const place = columnStarts[column] as number;
      columnRows[place] = row;
      if (columnValues.length > 0) columnValues[place] = values[at] as number;
      columnStarts[column] = place + 1;
    }
  }
  // Each start has moved to the next one's place.
  columnStarts.copyWithin(1, 0, columnCount);
  columnStarts[0] = 0;
};
