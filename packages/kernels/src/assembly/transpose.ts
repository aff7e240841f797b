/** A sparse matrix by columns; one part only, since places in the columns follow from all rows before. */
export function transpose(
  starts: usize,
  columns: usize,
  values: usize,
  columnStarts: usize,
  columnRows: usize,
  columnValues: usize,
  rows: u32,
  columnCount: u32,
  _from: u32,
  _to: u32,
): void {
  const entries = load<u32>(starts + ((<usize>rows) << 2));
  memory.fill(columnStarts, 0, (<usize>columnCount + 1) << 2);
  for (let at: usize = 0; at < <usize>entries; at++) {
    const next = columnStarts + ((<usize>load<u32>(columns + (at << 2))) << 2);
    store<u32>(next, load<u32>(next, 4) + 1, 4);
  }
  for (let column: usize = 1; column <= <usize>columnCount; column++) {
    const start = columnStarts + (column << 2);
    store<u32>(start, load<u32>(start) + load<u32>(start - 4));
  }
  for (let row: u32 = 0; row < rows; row++) {
    const end = <usize>load<u32>(starts + ((<usize>row) << 2), 4);
    for (let at = <usize>load<u32>(starts + ((<usize>row) << 2)); at < end; at++) {
      const start = columnStarts + ((<usize>load<u32>(columns + (at << 2))) << 2);
      const place = load<u32>(start);
      store<u32>(columnRows + ((<usize>place) << 2), row);
      if (columnValues) store<f32>(columnValues + ((<usize>place) << 2), load<f32>(values + (at << 2)));
      store<u32>(start, place + 1);
    }
  }
  // Each start has moved to the next one's place.
  memory.copy(columnStarts + 4, columnStarts, (<usize>columnCount) << 2);
  store<u32>(columnStarts, 0);
}
