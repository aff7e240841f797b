// Products of dense matrices, tile by tile. The left matrix lies in strips of 4 rows (4 numbers a step of the depth), the right one
// in panels of 8 columns (8 numbers a step), both padded with 0, so that the inner loop reads straight on.

export const SET: u32 = 0;
export const ADD: u32 = 1;
export const SUBTRACT: u32 = 2;

/** Panels `from` to `to` of a matrix whose steps between rows and columns are given in numbers. */
export function packPanels(
  source: usize,
  rowStep: u32,
  columnStep: u32,
  depth: u32,
  width: u32,
  out: usize,
  from: u32,
  to: u32,
): void {
  for (let panel = from; panel < to; panel++) {
    let target = out + ((<usize>panel * <usize>depth) << 5);
    const first = source + ((<usize>(panel * 8) * <usize>columnStep) << 2);
    const held = min<u32>(8, width - panel * 8);
    for (let step: u32 = 0; step < depth; step++) {
      const line = first + ((<usize>step * <usize>rowStep) << 2);
      if (held === 8 && columnStep === 1) {
        v128.store(target, v128.load(line));
        v128.store(target, v128.load(line, 16), 16);
      } else {
        for (let column: u32 = 0; column < 8; column++) {
          const value = column < held ? load<f32>(line + ((<usize>column * <usize>columnStep) << 2)) : 0;
          store<f32>(target + ((<usize>column) << 2), value);
        }
      }
      target += 32;
    }
  }
}

/** Strips of `rows` rows of a matrix, from its row 0. */
export function packStrips(source: usize, rowStep: u32, columnStep: u32, rows: u32, depth: u32, out: usize): void {
  for (let row: u32 = 0; row < rows; row += 4) {
    for (let inner: u32 = 0; inner < 4; inner++) {
      let target = out + ((<usize>row * <usize>depth) << 2) + ((<usize>inner) << 2);
      if (row + inner < rows) {
        let at = source + ((<usize>(row + inner) * <usize>rowStep) << 2);
        const step = (<usize>columnStep) << 2;
        for (let end = target + ((<usize>depth) << 4); target < end; target += 16, at += step) {
          store<f32>(target, load<f32>(at));
        }
      } else {
        for (let end = target + ((<usize>depth) << 4); target < end; target += 16) store<f32>(target, 0);
      }
    }
  }
}

/** One tile of 4 × 8: strip times panel, into 32 numbers. */
export function multiplyTile(strip: usize, panel: usize, depth: u32, tile: usize): void {
  let a = f32x4.splat(0);
  let b = f32x4.splat(0);
  let c = f32x4.splat(0);
  let d = f32x4.splat(0);
  let e = f32x4.splat(0);
  let f = f32x4.splat(0);
  let g = f32x4.splat(0);
  let h = f32x4.splat(0);
  for (let end = strip + ((<usize>depth) << 4); strip < end; strip += 16, panel += 32) {
    const left = v128.load(panel);
    const right = v128.load(panel, 16);
    let row = v128.load_splat<f32>(strip);
    a = f32x4.add(a, f32x4.mul(row, left));
    b = f32x4.add(b, f32x4.mul(row, right));
    row = v128.load_splat<f32>(strip, 4);
    c = f32x4.add(c, f32x4.mul(row, left));
    d = f32x4.add(d, f32x4.mul(row, right));
    row = v128.load_splat<f32>(strip, 8);
    e = f32x4.add(e, f32x4.mul(row, left));
    f = f32x4.add(f, f32x4.mul(row, right));
    row = v128.load_splat<f32>(strip, 12);
    g = f32x4.add(g, f32x4.mul(row, left));
    h = f32x4.add(h, f32x4.mul(row, right));
  }
  v128.store(tile, a);
  v128.store(tile, b, 16);
  v128.store(tile, c, 32);
  v128.store(tile, d, 48);
  v128.store(tile, e, 64);
  v128.store(tile, f, 80);
  v128.store(tile, g, 96);
  v128.store(tile, h, 112);
}

/** Puts the part of a tile that is inside into place. `step` is that between rows, in numbers. */
export function placeTile(tile: usize, target: usize, step: u32, rows: u32, columns: u32, mode: u32): void {
  for (let row: u32 = 0; row < min<u32>(4, rows); row++) {
    if (columns >= 8) {
      placeFour(tile, target, mode);
      placeFour(tile + 16, target + 16, mode);
    } else {
      for (let column: usize = 0; column < <usize>columns; column++) {
        const value = load<f32>(tile + (column << 2));
        const place = target + (column << 2);
        if (mode === SET) store<f32>(place, value);
        else store<f32>(place, mode === ADD ? load<f32>(place) + value : load<f32>(place) - value);
      }
    }
    tile += 32;
    target += (<usize>step) << 2;
  }
}

function placeFour(from: usize, to: usize, mode: u32): void {
  const value = v128.load(from);
  if (mode === SET) v128.store(to, value);
  else v128.store(to, mode === ADD ? f32x4.add(v128.load(to), value) : f32x4.sub(v128.load(to), value));
}
