import { addFour, innerFour } from './four-lines';
import { readShorts } from './short-lines';
import { inner, sumOf } from './single-lines';
import { addScaled } from './sparse-rows';
import { indexAt } from './transpose';

// What the entries of a row do, some of them at a time: those from `start` on, whose factors are held in `lines`.

/** Reads the factors of `count` entries into `lines`. */
export function gather(
  columns: usize,
  columnBytes: u32,
  start: u32,
  count: u32,
  factors: usize,
  scales: usize,
  lines: usize,
  line: usize,
): void {
  for (let at: usize = 0; at < <usize>count; at++) {
    const column = <usize>indexAt(columns, <usize>start + at, columnBytes);
    readShorts(factors + ((column * line) >> 1), load<f32>(scales + (column << 2)), lines + at * line, line);
  }
}

/** residual += Σ (target − weight (y · x)) y; x may be 0, for a vector of nothing else. */
export function pull(
  x: usize,
  residual: usize,
  lines: usize,
  weights: usize,
  targets: usize,
  start: u32,
  count: u32,
  line: usize,
): void {
  const place = (<usize>start) << 2;
  const four = 4 * line;
  let y = lines;
  let at: usize = 0;
  for (; at + 4 <= <usize>count; at += 4, y += four) {
    let shares = targets ? v128.load(targets + place + (at << 2)) : f32x4.splat(1);
    if (x) {
      const products = innerFour(y, y + line, y + 2 * line, y + 3 * line, x, line);
      shares = f32x4.sub(shares, weights ? f32x4.mul(products, v128.load(weights + place + (at << 2))) : products);
    }
    addFour(residual, y, y + line, y + 2 * line, y + 3 * line, shares, line);
  }
  for (; at < <usize>count; at++, y += line) {
    let share: f32 = targets ? load<f32>(targets + place + (at << 2)) : 1;
    if (x) share -= (weights ? load<f32>(weights + place + (at << 2)) : 1) * inner(y, x, line);
    addScaled(residual, y, share, line);
  }
}

/** p · A p, for A = Σ weight · y yᵀ; and product += A p, unless it is 0. */
export function addProduct(
  p: usize,
  product: usize,
  lines: usize,
  weights: usize,
  start: u32,
  count: u32,
  line: usize,
): f32 {
  const place = (<usize>start) << 2;
  const four = 4 * line;
  let sums = f32x4.splat(0);
  let y = lines;
  let at: usize = 0;
  for (; at + 4 <= <usize>count; at += 4, y += four) {
    const products = innerFour(y, y + line, y + 2 * line, y + 3 * line, p, line);
    const shares = weights ? f32x4.mul(products, v128.load(weights + place + (at << 2))) : products;
    sums = f32x4.add(sums, f32x4.mul(shares, products));
    if (product) addFour(product, y, y + line, y + 2 * line, y + 3 * line, shares, line);
  }
  let sum = sumOf(sums);
  for (; at < <usize>count; at++, y += line) {
    const along = inner(y, p, line);
    const share = weights ? load<f32>(weights + place + (at << 2)) * along : along;
    sum += share * along;
    if (product) addScaled(product, y, share, line);
  }
  return sum;
}
