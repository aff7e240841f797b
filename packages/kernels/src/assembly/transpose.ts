/**
 * A sparse matrix by columns; one part only, since places in the columns follow from all rows before. Numbers of columns and of rows
 * are 2 or 4 bytes each.
 */
export function transpose(
  starts: usize,
  columns: usize,
  values: usize,
  columnStarts: usize,
  columnRows: usize,
  columnValues: usize,
  rows: u32,
  columnCount: u32,
  columnBytes: u32,
  rowBytes: u32,
  _from: u32,
  _to: u32,
): void {
  const entries = load<u32>(starts + ((<usize>rows) << 2));
  memory.fill(columnStarts, 0, (<usize>columnCount + 1) << 2);
  for (let at: usize = 0; at < <usize>entries; at++) {
    const next = columnStarts + ((<usize>indexAt(columns, at, columnBytes)) << 2);
    store<u32>(next, load<u32>(next, 4) + 1, 4);
  }
  for (let column: usize = 1; column <= <usize>columnCount; column++) {
    const start = columnStarts + (column << 2);
    store<u32>(start, load<u32>(start) + load<u32>(start - 4));
  }
  for (let row: u32 = 0; row < rows; row++) {
    const end = <usize>load<u32>(starts + ((<usize>row) << 2), 4);
    for (let at = <usize>load<u32>(starts + ((<usize>row) << 2)); at < end; at++) {
      const start = columnStarts + ((<usize>indexAt(columns, at, columnBytes)) << 2);
      const place = load<u32>(start);
      if (rowBytes === 2) store<u16>(columnRows + ((<usize>place) << 1), u16(row));
      else store<u32>(columnRows + ((<usize>place) << 2), row);
      if (columnValues) store<f32>(columnValues + ((<usize>place) << 2), load<f32>(values + (at << 2)));
      store<u32>(start, place + 1);
    }
  }
  // Each start has moved to the next one's place.
  memory.copy(columnStarts + 4, columnStarts, (<usize>columnCount) << 2);
  store<u32>(columnStarts, 0);
}

/** Of numbers of 2 or 4 bytes the one at a place. */
export function indexAt(indices: usize, at: usize, bytes: u32): u32 {
  return bytes === 2 ? load<u16>(indices + (at << 1)) : load<u32>(indices + (at << 2));
}
