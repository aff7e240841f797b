import { selectRow } from './select-row';

/** The lists of the rows `from` to `to` of a dense matrix whose columns have weights. */
export function topOfRows(
  dense: usize,
  width: u32,
  weights: usize,
  listLength: u32,
  excludeSelf: u32,
  byMagnitude: u32,
  indexBits: i32,
  listColumns: usize,
  listScores: usize,
  listLengths: usize,
  keys: usize,
  spare: usize,
  counts: usize,
  from: u32,
  to: u32,
): void {
  for (let row = from; row < to; row++) {
    const line = dense + ((<usize>row * <usize>width) << 2);
    const place = (<usize>row * <usize>listLength) << 2;
    const self = excludeSelf ? row : u32.MAX_VALUE;
    const columns = listColumns + place;
    const scores = listScores + place;
    const flags = byMagnitude;
    const kept = selectRow(
      line,
      width,
      weights,
      listLength,
      self,
      flags,
      indexBits,
      columns,
      scores,
      keys,
      spare,
      counts,
    );
    store<u32>(listLengths + ((<usize>row) << 2), kept);
  }
}
