import { addFour, innerFour } from './four-lines';
import { addScaled } from './sparse-rows';

// Of a row with more entries the factors are read where they lie.
const GATHERED: u32 = 512;

/**
 * Rows `from` to `to` of implicit least squares (Hu, Koren & Volinsky 2008) by conjugate gradients (Takács, Pilászy & Tikk 2011):
 * (diag(base + λ) + Σ weight · y yᵀ) x = Σ target · y. `factors` is rotated into the eigenvectors of YᵀY, so that all but the
 * entries is a diagonal, which also is the preconditioner: identity plus low rank, for which a few steps do. A row of at least
 * `warm` entries starts from its former x, which is turned by `rotation`. `width` is a multiple of 4; `gathered` holds 512 rows,
 * `vectors` 6.
 */
export function leastSquaresRows(
  starts: usize,
  columns: usize,
  weights: usize,
  targets: usize,
  factors: usize,
  base: usize,
  regularisation: usize,
  rotation: usize,
  width: u32,
  steps: u32,
  warm: u32,
  gathered: usize,
  vectors: usize,
  x: usize,
  from: u32,
  to: u32,
): void {
  const line = (<usize>width) << 2;
  const residual = vectors;
  const direction = vectors + line;
  const product = vectors + 2 * line;
  const diagonal = vectors + 3 * line;
  const former = vectors + 4 * line;
  const scaled = vectors + 5 * line;
  for (let row = from; row < to; row++) {
    const own = x + <usize>row * line;
    const begin = load<u32>(starts + ((<usize>row) << 2));
    const count = load<u32>(starts + ((<usize>row) << 2), 4) - begin;
    if (count === 0) {
      memory.fill(own, 0, line);
      continue;
    }
    const columnsAt = columns + ((<usize>begin) << 2);
    const weightsAt = weights ? weights + ((<usize>begin) << 2) : 0;
    const targetsAt = targets ? targets + ((<usize>begin) << 2) : weightsAt;
    const lines = count <= GATHERED ? gathered : 0;
    if (lines) {
      for (let at: usize = 0; at < <usize>count; at++) {
        memory.copy(lines + at * line, factors + <usize>load<u32>(columnsAt + (at << 2)) * line, line);
      }
    }
    const lambda = load<f32>(regularisation + ((<usize>row) << 2));
    for (let at: usize = 0; at < line; at += 4) store<f32>(diagonal + at, load<f32>(base + at) + lambda);

    if (count >= warm) {
      memory.copy(former, own, line);
      turn(rotation, former, own, line);
      pull(own, residual, diagonal, lines, factors, columnsAt, weightsAt, targetsAt, count, line);
    } else {
      memory.fill(own, 0, line);
      pull(0, residual, diagonal, lines, factors, columnsAt, weightsAt, targetsAt, count, line);
    }
    divide(residual, diagonal, direction, line);
    let energy = inner(residual, direction, line);
    for (let step: u32 = 0; step < steps && energy > 0; step++) {
      const isLast = step + 1 === steps;
      // Nobody asks for the residual of the last step: of its product the length is enough, half of the work.
      const out = isLast ? 0 : product;
      const curvature = multiply(direction, out, diagonal, lines, factors, columnsAt, weightsAt, count, line);
      if (!(curvature > 0)) break;
      const length = energy / curvature;
      addScaled(own, direction, length, line);
      if (isLast) break;
      addScaled(residual, product, -length, line);
      divide(residual, diagonal, scaled, line);
      const next = inner(residual, scaled, line);
      const kept = f32x4.splat(next / energy);
      for (let at: usize = 0; at < line; at += 16) {
        const turned = f32x4.add(v128.load(scaled + at), f32x4.mul(kept, v128.load(direction + at)));
        v128.store(direction + at, turned);
      }
      energy = next;
    }
  }
}

function lineOf(lines: usize, factors: usize, columns: usize, at: usize, line: usize): usize {
  return lines ? lines + at * line : factors + <usize>load<u32>(columns + (at << 2)) * line;
}

/** out = rotation · x */
function turn(rotation: usize, x: usize, out: usize, line: usize): void {
  for (let at: usize = 0; at < line; at += 16) {
    const first = rotation + (at >> 2) * line;
    const second = first + line;
    v128.store(out + at, innerFour(first, second, second + line, second + 2 * line, x, line));
  }
}

/** residual = Σ (target − weight (y · x)) y − diagonal ∘ x; x may be 0, for a vector of nothing else. */
function pull(
  x: usize,
  residual: usize,
  diagonal: usize,
  lines: usize,
  factors: usize,
  columns: usize,
  weights: usize,
  targets: usize,
  count: u32,
  line: usize,
): void {
  for (let at: usize = 0; at < line; at += 16) {
    v128.store(residual + at, x ? f32x4.neg(f32x4.mul(v128.load(diagonal + at), v128.load(x + at))) : f32x4.splat(0));
  }
  let at: usize = 0;
  for (; at + 4 <= <usize>count; at += 4) {
    const a = lineOf(lines, factors, columns, at, line);
    const b = lineOf(lines, factors, columns, at + 1, line);
    const c = lineOf(lines, factors, columns, at + 2, line);
    const d = lineOf(lines, factors, columns, at + 3, line);
    let shares = targets ? v128.load(targets + (at << 2)) : f32x4.splat(1);
    if (x) {
      const products = innerFour(a, b, c, d, x, line);
      shares = f32x4.sub(shares, weights ? f32x4.mul(products, v128.load(weights + (at << 2))) : products);
    }
    addFour(residual, a, b, c, d, shares, line);
  }
  for (; at < <usize>count; at++) {
    const y = lineOf(lines, factors, columns, at, line);
    let share: f32 = targets ? load<f32>(targets + (at << 2)) : 1;
    if (x) share -= (weights ? load<f32>(weights + (at << 2)) : 1) * inner(y, x, line);
    addScaled(residual, y, share, line);
  }
}

/** p · A p, for A = diagonal + Σ weight · y yᵀ; and product = A p, unless it is 0. */
function multiply(
  p: usize,
  product: usize,
  diagonal: usize,
  lines: usize,
  factors: usize,
  columns: usize,
  weights: usize,
  count: u32,
  line: usize,
): f32 {
  let sums = f32x4.splat(0);
  for (let at: usize = 0; at < line; at += 16) {
    const part = v128.load(p + at);
    const scaled = f32x4.mul(v128.load(diagonal + at), part);
    if (product) v128.store(product + at, scaled);
    sums = f32x4.add(sums, f32x4.mul(scaled, part));
  }
  let at: usize = 0;
  for (; at + 4 <= <usize>count; at += 4) {
    const a = lineOf(lines, factors, columns, at, line);
    const b = lineOf(lines, factors, columns, at + 1, line);
    const c = lineOf(lines, factors, columns, at + 2, line);
    const d = lineOf(lines, factors, columns, at + 3, line);
    const products = innerFour(a, b, c, d, p, line);
    const shares = weights ? f32x4.mul(products, v128.load(weights + (at << 2))) : products;
    sums = f32x4.add(sums, f32x4.mul(shares, products));
    if (product) addFour(product, a, b, c, d, shares, line);
  }
  let sum = sumOf(sums);
  for (; at < <usize>count; at++) {
    const y = lineOf(lines, factors, columns, at, line);
    const along = inner(y, p, line);
    const share = weights ? load<f32>(weights + (at << 2)) * along : along;
    sum += share * along;
    if (product) addScaled(product, y, share, line);
  }
  return sum;
}

function divide(a: usize, b: usize, out: usize, line: usize): void {
  for (let at: usize = 0; at < line; at += 16) {
    v128.store(out + at, f32x4.div(v128.load(a + at), v128.load(b + at)));
  }
}

function inner(a: usize, b: usize, line: usize): f32 {
  let even = f32x4.splat(0);
  let odd = f32x4.splat(0);
  let at: usize = 0;
  for (; at + 32 <= line; at += 32) {
    even = f32x4.add(even, f32x4.mul(v128.load(a + at), v128.load(b + at)));
    odd = f32x4.add(odd, f32x4.mul(v128.load(a + at, 16), v128.load(b + at, 16)));
  }
  if (at < line) even = f32x4.add(even, f32x4.mul(v128.load(a + at), v128.load(b + at)));
  return sumOf(f32x4.add(even, odd));
}

function sumOf(four: v128): f32 {
  const low = f32x4.extract_lane(four, 0) + f32x4.extract_lane(four, 1);
  return low + (f32x4.extract_lane(four, 2) + f32x4.extract_lane(four, 3));
}
