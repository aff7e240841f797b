import { addProduct, gather, pull } from './held-lines';
import { readShorts, writeShorts } from './short-lines';
import { divide, inner, scale, turn } from './single-lines';
import { addScaled } from './sparse-rows';

// Factors of a row with at most so many entries are read once; of others each time anew, as many as stay in the nearest cache.
const GATHERED: u32 = 512;
const AT_A_TIME: u32 = 16;

/**
 * Rows `from` to `to` of implicit least squares (Hu, Koren & Volinsky 2008) by conjugate gradients (Takács, Pilászy & Tikk 2011):
 * (diag(base + λ) + Σ weight · y yᵀ) x = Σ target · y. `factors` is rotated into the eigenvectors of YᵀY, so that all but the
 * entries is a diagonal, which also is the preconditioner: identity plus low rank, for which a few steps do. A row of at least
 * `warm` entries starts from its former x, which is turned by `rotation`. Columns are numbers of 2 or 4 bytes, `factors` and `x`
 * rows of 16 bits. `width` is a multiple of 8; `lines` holds 512 rows, `vectors` 7.
 */
export function leastSquaresRows(
  starts: usize,
  columns: usize,
  columnBytes: u32,
  weights: usize,
  targets: usize,
  factors: usize,
  scales: usize,
  base: usize,
  regularisation: usize,
  rotation: usize,
  width: u32,
  steps: u32,
  warm: u32,
  lines: usize,
  vectors: usize,
  x: usize,
  xScales: usize,
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
  const solved = vectors + 6 * line;
  for (let row = from; row < to; row++) {
    const own = x + ((<usize>row * line) >> 1);
    const ownScale = xScales + ((<usize>row) << 2);
    const begin = load<u32>(starts + ((<usize>row) << 2));
    const count = load<u32>(starts + ((<usize>row) << 2), 4) - begin;
    const lambda = load<f32>(regularisation + ((<usize>row) << 2));
    for (let at: usize = 0; at < line; at += 4) store<f32>(diagonal + at, load<f32>(base + at) + lambda);
    const columnsAt = columns + <usize>begin * <usize>columnBytes;
    const weightsAt = weights ? weights + ((<usize>begin) << 2) : 0;
    const targetsAt = targets ? targets + ((<usize>begin) << 2) : weightsAt;
    const part = count <= GATHERED ? count : AT_A_TIME;

    const isWarm = count >= warm;
    if (isWarm) {
      readShorts(own, load<f32>(ownScale), former, line);
      turn(rotation, former, solved, line);
      scale(solved, diagonal, residual, line);
      for (let at: usize = 0; at < line; at += 16) v128.store(residual + at, f32x4.neg(v128.load(residual + at)));
    } else {
      memory.fill(solved, 0, line);
      memory.fill(residual, 0, line);
    }
    for (let start: u32 = 0; start < count; start += part) {
      const held = min(part, count - start);
      gather(columnsAt, columnBytes, start, held, factors, scales, lines, line);
      pull(isWarm ? solved : 0, residual, lines, weightsAt, targetsAt, start, held, line);
    }
    divide(residual, diagonal, direction, line);
    let energy = inner(residual, direction, line);
    for (let step: u32 = 0; step < steps && energy > 0; step++) {
      const isLast = step + 1 === steps;
      // Nobody asks for the residual of the last step: of its product the length is enough, half of the work.
      scale(direction, diagonal, product, line);
      let curvature = inner(direction, product, line);
      for (let start: u32 = 0; start < count; start += part) {
        const held = min(part, count - start);
        if (part < count) gather(columnsAt, columnBytes, start, held, factors, scales, lines, line);
        curvature += addProduct(direction, isLast ? 0 : product, lines, weightsAt, start, held, line);
      }
      if (!(curvature > 0)) break;
      const length = energy / curvature;
      addScaled(solved, direction, length, line);
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
    store<f32>(ownScale, writeShorts(solved, own, line));
  }
}
