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

/** Looks at vectors one by one; `looked` is told in fours, as by SIMD. */
export const scanBytes: DirectTable['scanBytes'] = (
  vectors,
  bytes,
  scales,
  width,
  query,
  byteQuery,
  slack,
  step,
  marks,
  wanted,
  heap,
  size,
  from,
  to,
  looked,
) => {
  let kept = size;
  let count = 0;
  for (let row = from; row < to; row++) {
    let sum = 0;
    for (let at = 0; at < width; at++) sum += (bytes[row * width + at] as number) * (byteQuery[at] as number);
    if ((sum + slack) * (scales[row] as number) * step < leastScore(heap, kept, wanted)) continue;
    count++;
    const score = product(vectors, row * width, width, query);
    if (score >= leastScore(heap, kept, wanted) && marks[row] === 0) kept = offer(heap, kept, wanted, score, row);
  }
  looked[0] = Math.ceil(count / 4);
  return kept;
};
