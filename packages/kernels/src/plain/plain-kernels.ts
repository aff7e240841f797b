import type { KernelTable } from '../runtime/kernel-table.js';
import { cooccurrenceLists } from './cooccurrence-lists.js';
import { filterLists } from './filter-lists.js';
import { leastSquaresRows } from './least-squares-rows.js';
import { orthonormaliser } from './orthonormaliser.js';
import { gramRows, multiplyRows, packPanels, sumGram } from './products.js';
import { randomNumbers } from './random-numbers.js';
import { rotateRows } from './rotate-rows.js';
import { sparseGram, sparseTimesDense } from './sparse-rows.js';
import { sweepColumns, sweepDone, sweepPivot, sweepRows } from './sweep.js';
import { symmetricEigen } from './symmetric-eigen.js';
import { topOfRows } from './top-of-rows.js';
import { transpose } from './transpose.js';

/** The twins in TypeScript: the oracle of the tests, and what runs where there is no WebAssembly SIMD. */
export const plainKernels: KernelTable = {
  cooccurrenceLists,
  filterLists,
  gramRows,
  leastSquaresRows,
  multiplyRows,
  orthonormaliser,
  packPanels,
  randomNumbers,
  rotateRows,
  sparseGram,
  sparseTimesDense,
  sumGram,
  sweepColumns,
  sweepDone,
  sweepPivot,
  sweepRows,
  symmetricEigen,
  topOfRows,
  transpose,
};
