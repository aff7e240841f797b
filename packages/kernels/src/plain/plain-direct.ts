import type { DirectTable } from '../runtime/direct-table.js';
import { sortHeap } from './key-heap.js';
import { quantiseRows } from './quantise-rows.js';
import { scanBytes, scanVectors } from './scan-vectors.js';
import { addLists, bestSums, listEntries } from './score-lists.js';

/** The twins of the short kernels. */
export const plainDirect: DirectTable = {
  addLists,
  bestSums,
  listEntries,
  scanVectors,
  scanBytes,
  quantiseRows,
  sortHeap,
};
