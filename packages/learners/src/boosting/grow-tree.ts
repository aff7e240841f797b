import { bestSplit, type Split, type SplitLimits } from './best-split.js';
import { type BinnedTable, MISSING } from './bins.js';
import { type Derivatives, type Histogram, histogramOf, subtract } from './histogram.js';
import { emptyTree, type Tree } from './tree.js';

export interface GrowOptions extends SplitLimits {
  readonly depth: number;
  readonly learningRate: number;
}

/** One tree that follows the derivatives of the loss downhill (Friedman, 2001), over the rows with these places. */
export class TreeGrower {
  readonly #table: BinnedTable;
  readonly #derivatives: Derivatives;
  readonly #weights: Float64Array;
  readonly #options: GrowOptions;
  readonly #tree: Tree;

  constructor(table: BinnedTable, derivatives: Derivatives, weights: Float64Array, options: GrowOptions) {
    this.#table = table;
    this.#derivatives = derivatives;
    this.#weights = weights;
    this.#options = options;
    this.#tree = emptyTree(options.depth);
  }

  grow(rows: Uint32Array): Tree {
    this.#split(0, rows, histogramOf(this.#table, this.#derivatives, rows));
    return this.#tree;
  }

  #split(node: number, rows: Uint32Array, histogram: Histogram): void {
    this.#tree.covers[node] = this.#sum(this.#weights, rows);
    const split = bestSplit(this.#table, histogram, this.#options);
    if (!split) {
      this.#leaf(node, rows);
      return;
    }
    this.#tree.columns[node] = split.column;
    this.#tree.thresholds[node] = this.#table.cuts[split.column]?.[split.cut] as number;
    this.#tree.missingLeft[node] = split.missingLeft ? 1 : 0;
    const [yes, no] = this.#part(rows, split);
    if (2 * node + 1 >= this.#tree.columns.length) {
      this.#leaf(2 * node + 1, yes);
      this.#leaf(2 * node + 2, no);
      return;
    }
    // The smaller side is counted; the larger is what remains.
    const smaller = yes.length <= no.length ? yes : no;
    const counted = histogramOf(this.#table, this.#derivatives, smaller);
    const rest = subtract(histogram, counted);
    this.#split(2 * node + 1, yes, smaller === yes ? counted : rest);
    this.#split(2 * node + 2, no, smaller === yes ? rest : counted);
  }

  #leaf(node: number, rows: Uint32Array): void {
    const { leafPenalty, learningRate } = this.#options;
    const gradient = this.#sum(this.#derivatives.gradients, rows);
    const curvature = this.#sum(this.#derivatives.curvatures, rows);
    this.#tree.covers[node] = this.#sum(this.#weights, rows);
    this.#tree.values[node] = curvature + leafPenalty > 0 ? (-learningRate * gradient) / (curvature + leafPenalty) : 0;
  }

  #part(rows: Uint32Array, { column, cut, missingLeft }: Split): readonly [yes: Uint32Array, no: Uint32Array] {
    const codes = this.#table.codes[column] as Uint8Array;
    const yes = new Uint32Array(rows.length);
    const no = new Uint32Array(rows.length);
    let [yeses, noes] = [0, 0];
    for (const row of rows) {
      const code = codes[row] as number;
      if (code === MISSING ? missingLeft : code <= cut) yes[yeses++] = row;
      else no[noes++] = row;
    }
    return [yes.subarray(0, yeses), no.subarray(0, noes)];
  }

  #sum(numbers: Float64Array, rows: Uint32Array): number {
    let sum = 0;
    for (const row of rows) sum += numbers[row] as number;
    return sum;
  }
}
