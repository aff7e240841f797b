import type { Table } from '../matrix/table.js';
import { checkCount, checkNumber } from '../work/checks.js';
import type { WorkOptions } from '../work/work-options.js';

export interface BoostingOptions extends WorkOptions {
  /** The most trees, 1 to 5,000. Default: 300. */
  readonly trees?: number | undefined;
  /** Questions on the way to a leaf, 1 to 3. Default: 3. */
  readonly depth?: number | undefined;
  /** What part of each tree's answer is taken, 0.001 to 1. Default: 0.05. */
  readonly learningRate?: number | undefined;
  /** λ of λ/2 · Σ leaf². 0 to 10⁹. Default: 1. */
  readonly leafPenalty?: number | undefined;
  /** The least Σ p(1 − p) in a leaf, 10⁻⁶ to 10⁹. Default: 5. */
  readonly leafWeight?: number | undefined;
  /** The part of the rows that each tree sees, 0.1 to 1. Default: 0.7. */
  readonly rowShare?: number | undefined;
  /** How finely numbers are told apart, 2 to 64. Default: 64. */
  readonly bins?: number | undefined;
  /** How much each row counts, finite and not negative. Default: 1 each. */
  readonly weights?: Float64Array | undefined;
  /** Rows that learning does not see: it ends when they have not got better for `patience` trees, and keeps the best number. */
  readonly validation?: { readonly features: Table; readonly labels: Uint8Array } | undefined;
  /** 1 to 5,000. Default: 30. */
  readonly patience?: number | undefined;
  /** A whole number. Default: 1. */
  readonly seed?: number | undefined;
}

/** Fills in the defaults. @throws RangeError that names the option */
export function readBoostingOptions(options: BoostingOptions) {
  const { trees = 300, depth = 3, learningRate = 0.05, leafPenalty = 1, leafWeight = 5 } = options;
  const { rowShare = 0.7, bins = 64, patience = 30, seed = 1 } = options;
  checkCount(trees, 1, 5_000, 'trees');
  checkCount(depth, 1, 3, 'depth');
  checkNumber(learningRate, 0.001, 1, 'learningRate');
  checkNumber(leafPenalty, 0, 1e9, 'leafPenalty');
  checkNumber(leafWeight, 1e-6, 1e9, 'leafWeight');
  checkNumber(rowShare, 0.1, 1, 'rowShare');
  checkCount(bins, 2, 64, 'bins');
  checkCount(patience, 1, 5_000, 'patience');
  checkCount(seed, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 'seed');
  return { trees, depth, learningRate, leafPenalty, leafWeight, rowShare, bins, patience, seed };
}
