import type { KernelTable } from '../runtime/kernel-table.js';
import { cooccurrenceLists } from './cooccurrence-lists.js';
import { leastSquaresRows } from './least-squares-rows.js';
import { orthonormaliser } from './orthonormaliser.js';
import { gramRows, gramShorts, multiplyRows, packPanels, sumGram } from './products.js';
import { randomNumbers, randomShorts } from './random-numbers.js';
import { rotateShorts } from './rotate-shorts.js';
import { sparseGram, sparseTimesDense } from './sparse-rows.js';
import { sweepColumns, sweepDone, sweepPivot, sweepRows } from './sweep.js';
import { symmetricEigen } from './symmetric-eigen.js';
import { topOfRows } from './top-of-rows.js';
import { transpose } from './transpose.js';

/** The twins in TypeScript: the oracle of the tests, and what runs where there is no WebAssembly SIMD. */
export const plainKernels: KernelTable = {
  cooccurrenceLists,
  gramRows,
  gramShorts,
  leastSquaresRows,
  multiplyRows,
  orthonormaliser,
  packPanels,
  randomNumbers,
  randomShorts,
  rotateShorts,
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
