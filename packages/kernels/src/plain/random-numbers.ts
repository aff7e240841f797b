import type { KernelTable } from '../runtime/kernel-table.js';

export const randomNumbers: KernelTable['randomNumbers'] = (seed, scale, out, from, to) => {
  const key = mix((seed + 0x9e3779b9) >>> 0);
  for (let at = from; at < to; at++) {
    out[at] = ((mix(at ^ key) >> 8) / 2 ** 23) * Math.fround(scale);
  }
};

export const randomShorts: KernelTable['randomShorts'] = (seed, scale, width, filled, out, scales, from, to) => {
  const key = mix((seed + 0x9e3779b9) >>> 0);
  scales.fill(scale / 32_768, from, to);
  for (let at = from * width; at < to * width; at++) out[at] = at % width < filled ? mix(at ^ key) >> 16 : 0;
};

/** Wellons, Prospecting for hash functions (2018): lowbias32. */
function mix(value: number): number {
  const first = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  const second = Math.imul(first ^ (first >>> 15), 0x735a2d97);
  return second ^ (second >>> 15);
}
