import { selectRow } from './select-row';
import { multiplyTile, packStrips, placeTile, SET } from './tiles';

// Sixteen columns of the filter at a time: one line of cache and four SIMD words a row.
const LANES: u32 = 16;
const LINE: usize = 64;

/**
 * The lists of the rows `from` to `to` of S = Σ c_t Pᵗ + L · R, P = C Xᵀ W X C with diagonals C and W. A range has at most 64 rows.
 * R is given in panels. Per thread: `dense` 64 rows of S, `lanes` and `total` 16 numbers a column, `image` 16 a row of X.
 */
export function filterLists(
  starts: usize,
  columns: usize,
  values: usize,
  turnedStarts: usize,
  turnedColumns: usize,
  turnedValues: usize,
  rowWeights: usize,
  columnWeights: usize,
  rowCount: u32,
  columnCount: u32,
  coefficients: usize,
  degree: u32,
  left: usize,
  panels: usize,
  rank: u32,
  dense: usize,
  lanes: usize,
  total: usize,
  image: usize,
  strips: usize,
  tile: usize,
  listedWeights: usize,
  listLength: u32,
  excludeSelf: u32,
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
  const line = (<usize>columnCount) << 2;
  setProduct(left, panels, rank, columnCount, dense, strips, tile, from, to);
  for (let first = from; first < to; first += LANES) {
    const count = min(LANES, to - first);
    memory.fill(total, 0, <usize>columnCount * LINE);
    for (let lane: u32 = 0; lane < count; lane++) {
      const place = total + <usize>(first + lane) * LINE + ((<usize>lane) << 2);
      store<f32>(place, load<f32>(coefficients));
    }
    for (let power: u32 = 1; power <= degree; power++) {
      if (power === 1) {
        // From unit vectors: only the rows that hold them.
        memory.fill(image, 0, <usize>rowCount * LINE);
        for (let lane: u32 = 0; lane < count; lane++) {
          const column = (<usize>(first + lane)) << 2;
          const weight = load<f32>(columnWeights + column);
          const end = (<usize>load<u32>(turnedStarts + column, 4)) << 2;
          for (let at = (<usize>load<u32>(turnedStarts + column)) << 2; at < end; at += 4) {
            const row = <usize>load<u32>(turnedColumns + at);
            const value: f32 = turnedValues ? load<f32>(turnedValues + at) : 1;
            const place = image + row * LINE + ((<usize>lane) << 2);
            store<f32>(place, load<f32>(place) + value * weight * load<f32>(rowWeights + (row << 2)));
          }
        }
      } else {
        gather(starts, columns, values, rowCount, lanes, rowWeights, image, 0, 0);
      }
      const factor = load<f32>(coefficients + ((<usize>power) << 2));
      gather(turnedStarts, turnedColumns, turnedValues, columnCount, image, columnWeights, lanes, total, factor);
    }
    for (let column: usize = 0; column < <usize>columnCount; column++) {
      let place = dense + <usize>(first - from) * line + (column << 2);
      for (let lane: usize = 0; lane < <usize>count; lane++, place += line) {
        store<f32>(place, load<f32>(place) + load<f32>(total + column * LINE + (lane << 2)));
      }
    }
  }
  for (let row = from; row < to; row++) {
    const place = (<usize>row * <usize>listLength) << 2;
    const kept = selectRow(
      dense + <usize>(row - from) * line,
      columnCount,
      listedWeights,
      listLength,
      excludeSelf ? row : u32.MAX_VALUE,
      0,
      indexBits,
      listColumns + place,
      listScores + place,
      keys,
      spare,
      counts,
    );
    store<u32>(listLengths + ((<usize>row) << 2), kept);
  }
}

/**
 * Every row of a sparse matrix times sixteen columns, times the weight of the row. With `total` that is added to it, times
 * `factor`, and what is kept for the next product has the weight once more.
 */
function gather(
  starts: usize,
  columns: usize,
  values: usize,
  count: u32,
  source: usize,
  weights: usize,
  target: usize,
  total: usize,
  factor: f32,
): void {
  for (let row: usize = 0; row < <usize>count; row++) {
    const end = (<usize>load<u32>(starts + (row << 2), 4)) << 2;
    let a = f32x4.splat(0);
    let b = f32x4.splat(0);
    let c = f32x4.splat(0);
    let d = f32x4.splat(0);
    for (let at = (<usize>load<u32>(starts + (row << 2))) << 2; at < end; at += 4) {
      const from = source + <usize>load<u32>(columns + at) * LINE;
      if (values) {
        const value = v128.load_splat<f32>(values + at);
        a = f32x4.add(a, f32x4.mul(value, v128.load(from)));
        b = f32x4.add(b, f32x4.mul(value, v128.load(from, 16)));
        c = f32x4.add(c, f32x4.mul(value, v128.load(from, 32)));
        d = f32x4.add(d, f32x4.mul(value, v128.load(from, 48)));
      } else {
        a = f32x4.add(a, v128.load(from));
        b = f32x4.add(b, v128.load(from, 16));
        c = f32x4.add(c, v128.load(from, 32));
        d = f32x4.add(d, v128.load(from, 48));
      }
    }
    let weight = load<f32>(weights + (row << 2));
    const to = target + row * LINE;
    if (total) {
      const part = f32x4.splat(weight * factor);
      const sum = total + row * LINE;
      v128.store(sum, f32x4.add(v128.load(sum), f32x4.mul(part, a)));
      v128.store(sum, f32x4.add(v128.load(sum, 16), f32x4.mul(part, b)), 16);
      v128.store(sum, f32x4.add(v128.load(sum, 32), f32x4.mul(part, c)), 32);
      v128.store(sum, f32x4.add(v128.load(sum, 48), f32x4.mul(part, d)), 48);
      weight *= weight;
    }
    const scale = f32x4.splat(weight);
    v128.store(to, f32x4.mul(scale, a));
    v128.store(to, f32x4.mul(scale, b), 16);
    v128.store(to, f32x4.mul(scale, c), 32);
    v128.store(to, f32x4.mul(scale, d), 48);
  }
}

/**
 * Rows `from` to `to` of L · R into `dense`, whose row 0 is row `from`. All of the depth at once and two panels side by side, since
 * it is the way to `dense`, far larger than any cache near by, that takes time.
 */
function setProduct(
  left: usize,
  panels: usize,
  rank: u32,
  width: u32,
  dense: usize,
  strips: usize,
  tile: usize,
  from: u32,
  to: u32,
): void {
  packStrips(left + ((<usize>from * <usize>rank) << 2), rank, 1, to - from, rank, strips);
  const panelSize = (<usize>rank) << 5;
  for (let column: u32 = 0; column < width; column += 16) {
    const panel = panels + <usize>(column >> 3) * panelSize;
    for (let row: u32 = 0; row < to - from; row += 4) {
      const strip = strips + ((<usize>row * <usize>rank) << 2);
      const target = dense + ((<usize>row * <usize>width + <usize>column) << 2);
      multiplyTile(strip, panel, rank, tile);
      placeTile(tile, target, width, to - from - row, width - column, SET);
      if (column + 8 < width) {
        multiplyTile(strip, panel + panelSize, rank, tile);
        placeTile(tile, target + 32, width, to - from - row, width - column - 8, SET);
      }
    }
  }
}
