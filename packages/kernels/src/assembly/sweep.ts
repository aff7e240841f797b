import { multiplyTile, packStrips, placeTile, SET, SUBTRACT } from './tiles';

// The inverse of a symmetric positive definite matrix by block sweeps (Goodnight, A tutorial on the SWEEP operator, 1979): sweeping
// every block of the diagonal once turns A into −A⁻¹. Each step is one product of depth `block` over the lower half, whatever has
// been swept, so that it is n³ of nothing but tiles. Blocks begin at multiples of 8.

/** Inverts the block at `start` into `pivot`, in doubles; sets `status` to 1 where it is not positive definite. One part only. */
export function sweepPivot(
  matrix: usize,
  size: u32,
  start: u32,
  block: u32,
  work: usize,
  pivot: usize,
  status: usize,
  _from: u32,
  _to: u32,
): void {
  const line = (<usize>block) << 3;
  for (let row: u32 = 0; row < block; row++) {
    for (let column: u32 = 0; column <= row; column++) {
      const value = f64(load<f32>(matrix + ((<usize>(start + row) * <usize>size + <usize>(start + column)) << 2)));
      store<f64>(work + <usize>row * line + ((<usize>column) << 3), value);
      store<f64>(work + <usize>column * line + ((<usize>row) << 3), value);
    }
  }
  for (let step: u32 = 0; step < block; step++) {
    const own = work + <usize>step * line;
    const place = (<usize>step) << 3;
    const diagonal = load<f64>(own + place);
    if (!(diagonal > 0) || diagonal === Infinity) {
      store<u32>(status, 1);
      return;
    }
    for (let at: usize = 0; at < line; at += 8) store<f64>(own + at, load<f64>(own + at) / diagonal);
    for (let row: u32 = 0; row < block; row++) {
      if (row === step) continue;
      const other = work + <usize>row * line;
      const factor = load<f64>(other + place);
      store<f64>(other + place, 0);
      subtract(other, own, factor, line);
      store<f64>(other + place, -factor / diagonal);
    }
    store<f64>(own + place, 1 / diagonal);
  }
  for (let at: usize = 0; at < <usize>block * <usize>block; at++) {
    store<f32>(pivot + (at << 2), f32(load<f64>(work + (at << 3))));
  }
}

function subtract(target: usize, source: usize, factor: f64, line: usize): void {
  const factors = f64x2.splat(factor);
  let at: usize = 0;
  for (; at + 16 <= line; at += 16) {
    v128.store(target + at, f64x2.sub(v128.load(target + at), f64x2.mul(factors, v128.load(source + at))));
  }
  if (at < line) store<f64>(target + at, load<f64>(target + at) - factor * load<f64>(source + at));
}

/** Rows `from` to `to` of the block's columns, C, and of C times the inverse of its pivot, W. `strips`, `tile` as in a product. */
export function sweepColumns(
  matrix: usize,
  size: u32,
  start: u32,
  block: u32,
  pivotPanels: usize,
  columns: usize,
  products: usize,
  strips: usize,
  tile: usize,
  from: u32,
  to: u32,
): void {
  for (let row = from; row < to; row++) {
    const target = columns + ((<usize>row * <usize>block) << 2);
    if (row >= start + block) {
      memory.copy(target, matrix + ((<usize>row * <usize>size + <usize>start) << 2), (<usize>block) << 2);
    } else if (row < start) {
      for (let column: u32 = 0; column < block; column++) {
        const value = load<f32>(matrix + ((<usize>(start + column) * <usize>size + <usize>row) << 2));
        store<f32>(target + ((<usize>column) << 2), value);
      }
    } else {
      memory.fill(target, 0, (<usize>block) << 2);
    }
  }
  packStrips(columns + ((<usize>from * <usize>block) << 2), block, 1, to - from, block, strips);
  for (let column: u32 = 0; column < block; column += 8) {
    for (let row = from; row < to; row += 4) {
      const panel = pivotPanels + ((<usize>(column >> 3) * <usize>block) << 5);
      multiplyTile(strips + ((<usize>(row - from) * <usize>block) << 2), panel, block, tile);
      const target = products + ((<usize>row * <usize>block + <usize>column) << 2);
      placeTile(tile, target, block, to - row, block - column, SET);
    }
  }
}

/** Rows `from` to `to` of the lower half: minus W · Cᵀ, and the block's own rows and columns as the sweep leaves them. */
export function sweepRows(
  matrix: usize,
  size: u32,
  start: u32,
  block: u32,
  pivot: usize,
  columnPanels: usize,
  products: usize,
  strips: usize,
  tile: usize,
  from: u32,
  to: u32,
): void {
  packStrips(products + ((<usize>from * <usize>block) << 2), block, 1, to - from, block, strips);
  for (let column: u32 = 0; column < to; column += 8) {
    if (column >= start && column < start + block) continue;
    const panel = columnPanels + ((<usize>(column >> 3) * <usize>block) << 5);
    // Tiles above the diagonal are left out; what a tile writes there is never read.
    for (let row = max(from, column & ~3); row < to; row += 4) {
      if (row >= start && row < start + block) continue;
      multiplyTile(strips + ((<usize>(row - from) * <usize>block) << 2), panel, block, tile);
      const target = matrix + ((<usize>row * <usize>size + <usize>column) << 2);
      placeTile(tile, target, size, to - row, size - column, SUBTRACT);
    }
  }
  for (let row = from; row < to; row++) {
    const line = matrix + ((<usize>row * <usize>size) << 2);
    if (row >= start + block) {
      memory.copy(line + ((<usize>start) << 2), products + ((<usize>row * <usize>block) << 2), (<usize>block) << 2);
    } else if (row >= start) {
      const inner = row - start;
      for (let column: u32 = 0; column < start; column++) {
        const value = load<f32>(products + ((<usize>column * <usize>block + <usize>inner) << 2));
        store<f32>(line + ((<usize>column) << 2), value);
      }
      for (let column: u32 = 0; column < block; column++) {
        const value = load<f32>(pivot + ((<usize>inner * <usize>block + <usize>column) << 2));
        store<f32>(line + ((<usize>(start + column)) << 2), -value);
      }
    }
  }
}

/** Turns the sign of rows `from` to `to` of the lower half and copies them to the upper one; then the inverse is whole. */
export function sweepDone(matrix: usize, size: u32, from: u32, to: u32): void {
  // Small squares, since one side is read along columns.
  for (let left: u32 = 0; left < to; left += 32) {
    for (let row = max(from, left); row < to; row++) {
      for (let column = left; column < min(left + 32, row + 1); column++) {
        const place = matrix + ((<usize>row * <usize>size + <usize>column) << 2);
        const value = -load<f32>(place);
        store<f32>(place, value);
        store<f32>(matrix + ((<usize>column * <usize>size + <usize>row) << 2), value);
      }
    }
  }
}
