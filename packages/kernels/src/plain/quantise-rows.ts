import type { DirectTable } from '../runtime/direct-table.js';

const { abs, fround, max } = Math;
const LEAST_SCALE = 2 ** -80;
/** What is added has no digits behind the point: it rounds as WebAssembly does, halves to the even one. */
const WHOLE = 1.5 * 2 ** 23;

export const quantiseRows: DirectTable['quantiseRows'] = (vectors, width, bytes, scales, from, to) => {
  let worst = 0;
  for (let start = from * width; start < to * width; start += width) {
    let largest = 0;
    for (let at = start; at < start + width; at++) largest = max(largest, abs(vectors[at] as number));
    const scale = max(fround(largest / 127), LEAST_SCALE);
    scales[start / width] = scale;
    const inverse = fround(1 / scale);
    let squares = 0;
    for (let at = start; at < start + width; at++) {
      const steps = fround((vectors[at] as number) * inverse);
      const whole = fround(fround(steps + WHOLE) - WHOLE);
      bytes[at] = whole;
      squares += (steps - whole) ** 2;
    }
    worst = max(worst, squares);
  }
  return fround(worst);
};
