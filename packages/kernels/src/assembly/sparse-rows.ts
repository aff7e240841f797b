import { addFour } from './four-lines';

/** Rows `from` to `to` of a sparse matrix times a dense one of `width` columns. */
export function sparseTimesDense(
  starts: usize,
  columns: usize,
  values: usize,
  dense: usize,
  width: u32,
  out: usize,
  from: u32,
  to: u32,
): void {
  const line = (<usize>width) << 2;
  for (let row = from; row < to; row++) {
    const start = starts + ((<usize>row) << 2);
    const target = out + <usize>row * line;
    memory.fill(target, 0, line);
    const end = (<usize>load<u32>(start, 4)) << 2;
    let at = (<usize>load<u32>(start)) << 2;
    if ((line & 15) === 0) {
      for (; at + 16 <= end; at += 16) {
        const a = dense + <usize>load<u32>(columns + at) * line;
        const b = dense + <usize>load<u32>(columns + at, 4) * line;
        const c = dense + <usize>load<u32>(columns + at, 8) * line;
        const d = dense + <usize>load<u32>(columns + at, 12) * line;
        addFour(target, a, b, c, d, values ? v128.load(values + at) : f32x4.splat(1), line);
      }
    }
    for (; at < end; at += 4) {
      const value: f32 = values ? load<f32>(values + at) : 1;
      addScaled(target, dense + <usize>load<u32>(columns + at) * line, value, line);
    }
  }
}

/** Adds `factor` times `source` to `target`, `line` bytes of each. */
export function addScaled(target: usize, source: usize, factor: f32, line: usize): void {
  const factors = f32x4.splat(factor);
  let at: usize = 0;
  for (; at + 16 <= line; at += 16) {
    v128.store(target + at, f32x4.add(v128.load(target + at), f32x4.mul(factors, v128.load(source + at))));
  }
  for (; at < line; at += 4) {
    store<f32>(target + at, load<f32>(target + at) + factor * load<f32>(source + at));
  }
}

/** Rows `from` to `to` of XᵀX, dense, for a sparse X given by rows and by columns. */
export function sparseGram(
  rowStarts: usize,
  rowColumns: usize,
  rowValues: usize,
  columnStarts: usize,
  columnRows: usize,
  columnValues: usize,
  columnCount: u32,
  out: usize,
  from: u32,
  to: u32,
): void {
  for (let column = from; column < to; column++) {
    const line = out + ((<usize>column * <usize>columnCount) << 2);
    memory.fill(line, 0, (<usize>columnCount) << 2);
    const end = load<u32>(columnStarts + ((<usize>column) << 2), 4);
    for (let at = load<u32>(columnStarts + ((<usize>column) << 2)); at < end; at++) {
      const start = rowStarts + ((<usize>load<u32>(columnRows + ((<usize>at) << 2))) << 2);
      const value: f32 = columnValues ? load<f32>(columnValues + ((<usize>at) << 2)) : 1;
      const last = (<usize>load<u32>(start, 4)) << 2;
      for (let entry = (<usize>load<u32>(start)) << 2; entry < last; entry += 4) {
        const place = line + ((<usize>load<u32>(rowColumns + entry)) << 2);
        store<f32>(place, load<f32>(place) + (rowValues ? value * load<f32>(rowValues + entry) : value));
      }
    }
  }
}
