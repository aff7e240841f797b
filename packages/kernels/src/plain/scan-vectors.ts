import type { DirectTable } from '../runtime/direct-table.js';
import { leastScore, offer } from './key-heap.js';

/** The order of additions is another than in SIMD: products agree to about 1e-6 of the lengths. */
function product(vectors: Float32Array, start: number, width: number, query: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < width; at++) sum += (vectors[start + at] as number) * (query[at] as number);
  return Math.fround(sum);
}

export const scanVectors: DirectTable['scanVectors'] = (vectors, width, query, marks, wanted, heap, size, from, to) => {
  let kept = size;
  for (let row = from; row < to; row++) {
    const score = product(vectors, row * width, width, query);
    if (score >= leastScore(heap, kept, wanted) && marks[row] === 0) kept = offer(heap, kept, wanted, score, row);
  }
  return kept;
};

export const rankVectors: DirectTable['rankVectors'] = (vectors, width, query, rows, count, wanted, heap) => {
  let size = 0;
  for (let at = 0; at < count; at++) {
    const row = rows[at] as number;
    const score = product(vectors, row * width, width, query);
    if (!Number.isNaN(score)) size = offer(heap, size, wanted, score, row);
  }
  return size;
};

export const scanBytes: DirectTable['scanBytes'] = (
  bytes,
  scales,
  width,
  query,
  marks,
  wanted,
  heap,
  size,
  from,
  to,
) => {
  let kept = size;
  for (let row = from; row < to; row++) {
    let sum = 0;
    for (let at = 0; at < width; at++) sum += (bytes[row * width + at] as number) * (query[at] as number);
    const score = Math.fround(Math.fround(sum) * (scales[row] as number));
    if (score >= leastScore(heap, kept, wanted) && marks[row] === 0) kept = offer(heap, kept, wanted, score, row);
  }
  return kept;
};
