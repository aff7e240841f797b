import type { DirectTable } from '../runtime/direct-table.js';
import { offer, sortHeap } from './key-heap.js';

const { fround } = Math;
const BLOCK = 4;

export const addLists: DirectTable['addLists'] = (
  starts,
  columns,
  _wide,
  levels,
  scales,
  seeds,
  weights,
  seedCount,
  sums,
  marks,
) => {
  for (let place = 0; place < seedCount; place++) {
    const seed = seeds[place] as number;
    const end = starts[seed + 1] as number;
    const weight = fround((weights[place] as number) * (scales[seed] as number));
    for (let at = starts[seed] as number; at < end; at++) {
      const column = columns[at] as number;
      sums[column] = (sums[column] as number) + fround(weight * (levels[at] as number));
      marks[column >> BLOCK] = 1;
    }
  }
};

export const bestSums: DirectTable['bestSums'] = (sums, marks, columnCount, wanted, heap) => {
  let size = 0;
  for (let first = 0; first < columnCount; first += 1 << BLOCK) {
    if (marks[first >> BLOCK] === 0) continue;
    marks[first >> BLOCK] = 0;
    for (let column = first; column < Math.min(first + (1 << BLOCK), columnCount); column++) {
      const score = sums[column] as number;
      sums[column] = 0;
      if (score > 0 && score < Infinity) size = offer(heap, size, wanted, score, column);
    }
  }
  sortHeap(heap, size);
  return size;
};

export const listEntries: DirectTable['listEntries'] = (
  starts,
  columns,
  _wide,
  levels,
  scales,
  seeds,
  seedCount,
  slots,
  width,
  out,
) => {
  out.fill(0, 0, seedCount * width);
  for (let place = 0; place < seedCount; place++) {
    const seed = seeds[place] as number;
    for (let at = starts[seed] as number; at < (starts[seed + 1] as number); at++) {
      const slot = slots[columns[at] as number] as number;
      if (slot > 0) out[place * width + slot - 1] = (levels[at] as number) * (scales[seed] as number);
    }
  }
};
