import type { KernelTable } from '../runtime/kernel-table.js';

const MOST_SWEEPS = 60;

/** Cyclic Jacobi rotations: another way than in WebAssembly, slower and simpler, to the same eigenvalues. */
export const symmetricEigen: KernelTable['symmetricEigen'] = (
  matrix,
  size,
  _basis,
  _diagonal,
  _beside,
  values,
  vectors,
) => {
  const a = Float64Array.from(matrix.subarray(0, size * size));
  const v = new Float64Array(size * size);
  for (let at = 0; at < size; at++) v[at * size + at] = 1;
  for (let sweep = 0; sweep < MOST_SWEEPS && rotateAll(a, v, size); sweep++);
  const order = Array.from({ length: size }, (_, at) => at);
  order.sort((i, j) => (a[j * size + j] as number) - (a[i * size + i] as number));
  order.forEach((from, place) => {
    values[place] = a[from * size + from] as number;
    for (let at = 0; at < size; at++) vectors[place * size + at] = v[from * size + at] as number;
  });
};

/** One rotation a pair; whether there was anything to rotate. Eigenvectors are rows of `v`. */
function rotateAll(a: Float64Array, v: Float64Array, size: number): boolean {
  let rotated = false;
  for (let p = 0; p < size; p++) {
    for (let q = p + 1; q < size; q++) {
      const beside = a[p * size + q] as number;
      const app = a[p * size + p] as number;
      const aqq = a[q * size + q] as number;
      if (!(Math.abs(beside) > 1e-15 * Math.sqrt(Math.abs(app * aqq)) && Math.abs(beside) > 1e-300)) continue;
      rotated = true;
      const theta = (aqq - app) / (2 * beside);
      const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
      const c = 1 / Math.sqrt(t * t + 1);
      const s = t * c;
      turn(a, p, q, size, size, 1, c, s);
      turn(a, p, q, 1, size, size, c, s);
      turn(v, p, q, size, size, 1, c, s);
    }
  }
  return rotated;
}

function turn(
  m: Float64Array,
  p: number,
  q: number,
  lineStep: number,
  count: number,
  step: number,
  c: number,
  s: number,
) {
  for (let at = 0; at < count; at++) {
    const first = p * lineStep + at * step;
    const second = q * lineStep + at * step;
    const x = m[first] as number;
    const y = m[second] as number;
    m[first] = c * x - s * y;
    m[second] = s * x + c * y;
  }
}
