import type { KernelTable } from '../runtime/kernel-table.js';
import { cooccurrenceLists } from './cooccurrence-lists.js';
import { transpose } from './transpose.js';

/** The twins in TypeScript: the oracle of the tests, and what runs where there is no WebAssembly SIMD. */
export const plainKernels: KernelTable = { cooccurrenceLists, transpose };
