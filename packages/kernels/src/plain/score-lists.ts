import type { DirectTable } from '../runtime/direct-table.js';
import { offer, sortHeap } from './key-heap.js';

export const addLists: DirectTable['addLists'] = (
  starts,
  columns,
  scores,
  seeds,
  weights,
  seedCount,
  sums,
  met,
  metCount,
) => {
  let count = metCount;
  for (let place = 0; place < seedCount; place++) {
    const seed = seeds[place] as number;
    const end = starts[seed + 1] as number;
    const weight = weights[place] as number;
    for (let at = starts[seed] as number; at < end; at++) {
      const column = columns[at] as number;
      const before = sums[column] as number;
      // −0 is what no addition gives back.
      if (Object.is(before, -0)) met[count++] = column;
      sums[column] = before + (Math.fround(weight * (scores[at] as number)) + 0);
    }
  }
  return count;
};

export const bestSums: DirectTable['bestSums'] = (sums, met, metCount, wanted, heap) => {
  let size = 0;
  for (let at = 0; at < metCount; at++) {
    const column = met[at] as number;
    const score = sums[column] as number;
    sums[column] = -0;
    if (score > 0) size = offer(heap, size, wanted, score, column);
  }
  sortHeap(heap, size);
  return size;
};

export const listEntries: DirectTable['listEntries'] = (
  starts,
  columns,
  scores,
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
      if (slot > 0) out[place * width + slot - 1] = scores[at] as number;
    }
  }
};
