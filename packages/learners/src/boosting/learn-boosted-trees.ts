import { logistic } from '../classifier/classifier.js';
import { checkTable, rowOf, type Table } from '../matrix/table.js';
import { logLoss } from '../metrics/quality.js';
import { checkBothLabels, checkLabels, checkSameNames, weightsOf } from '../work/checks.js';
import { Pace } from '../work/pace.js';
import { seededRandom } from '../work/seeded-random.js';
import { binTable } from './bins.js';
import { BoostedTrees } from './boosted-trees.js';
import { type BoostingOptions, readBoostingOptions } from './boosting-options.js';
import { TreeGrower } from './grow-tree.js';
import { answerOf, type Tree } from './tree.js';

export interface LearntTrees {
  /** The number of trees that did best on the validation rows; all without them. */
  readonly model: BoostedTrees;
  /** All trees that were tried. */
  readonly grown: BoostedTrees;
  /** Log loss of the validation rows after each tree that was tried; empty without them. */
  readonly validationLosses: readonly number[];
}

/**
 * Gradient-boosted trees for the log loss (Friedman, *Greedy function approximation*, 2001; a random part of the rows for each tree:
 * *Stochastic gradient boosting*, 2002), with second-order leaves and missing numbers on a learnt side (Chen & Guestrin, *XGBoost*,
 * 2016). Columns may have any scale; one of which nothing is known is never asked about.
 *
 * @param labels 0 or 1, one for each row; at least one of both (by weight)
 * @throws RangeError, TypeError that name the parameter; the reason of `signal`
 */
export async function learnBoostedTrees(
  features: Table,
  labels: Uint8Array,
  options: BoostingOptions = {},
): Promise<LearntTrees> {
  checkTable(features, 'features');
  checkLabels(labels, features.rows);
  const weights = weightsOf(options.weights, features.rows);
  checkBothLabels(labels, weights);
  const settings = readBoostingOptions(options);
  const trial = options.validation && new Trial(options.validation, features.names);
  const pace = new Pace(options);
  const random = seededRandom(settings.seed);
  const table = binTable(features, settings.bins);

  const base = startOf(labels, weights);
  const margins = new Float64Array(features.rows).fill(base);
  const derivatives = { gradients: margins.slice(), curvatures: margins.slice() };
  const trees: Tree[] = [];
  while (trees.length < settings.trees && !trial?.isOver(settings.patience)) {
    await pace.rest(trees.length / settings.trees);
    derive(margins, labels, weights, derivatives);
    const rows = drawRows(features.rows, settings.rowShare, random);
    const tree = new TreeGrower(table, derivatives, weights, settings).grow(rows);
    trees.push(tree);
    addTo(margins, tree, features);
    trial?.add(tree, base);
  }
  pace.done();
  const grown = new BoostedTrees(features.names, base, trees);
  return { model: trial ? grown.first(trial.best) : grown, grown, validationLosses: trial?.losses ?? [] };
}

/** Log-odds of the share of 1. */
function startOf(labels: Uint8Array, weights: Float64Array): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const ones = weights.reduce((sum, weight, row) => sum + weight * (labels[row] as number), 0);
  return Math.log(ones / (total - ones));
}

function derive(
  margins: Float64Array,
  labels: Uint8Array,
  weights: Float64Array,
  { gradients, curvatures }: { readonly gradients: Float64Array; readonly curvatures: Float64Array },
): void {
  for (let row = 0; row < margins.length; row++) {
    const probability = logistic(margins[row] as number);
    const weight = weights[row] as number;
    gradients[row] = weight * (probability - (labels[row] as number));
    curvatures[row] = weight * probability * (1 - probability);
  }
}

/** A random part of the rows, in their order: each with the chance that is left for it (Knuth, algorithm S). */
function drawRows(rows: number, share: number, random: () => number): Uint32Array {
  const drawn = new Uint32Array(Math.ceil(share * rows));
  let count = 0;
  for (let row = 0; count < drawn.length; row++) {
    if (random() * (rows - row) < drawn.length - count) drawn[count++] = row;
  }
  return drawn;
}

function addTo(margins: Float64Array, tree: Tree, table: Table): void {
  for (let row = 0; row < margins.length; row++) {
    margins[row] = (margins[row] as number) + answerOf(tree, rowOf(table, row));
  }
}

/** Rows that learning does not see, and how well they are told after each tree. */
class Trial {
  readonly losses: number[] = [];
  readonly #features: Table;
  readonly #labels: Uint8Array;
  readonly #margins: Float64Array;

  constructor({ features, labels }: { features: Table; labels: Uint8Array }, names: readonly string[]) {
    checkTable(features, 'validation.features');
    checkSameNames(features.names, names, 'validation.features');
    checkLabels(labels, features.rows, 'validation.labels');
    if (features.rows === 0) throw new RangeError('validation.features has no rows; it needs at least one.');
    this.#features = features;
    this.#labels = labels;
    this.#margins = new Float64Array(features.rows);
  }

  /** How many trees did best. */
  get best(): number {
    return this.losses.indexOf(Math.min(...this.losses)) + 1;
  }

  isOver(patience: number): boolean {
    return this.losses.length > 0 && this.losses.length - this.best >= patience;
  }

  add(tree: Tree, base: number): void {
    addTo(this.#margins, tree, this.#features);
    this.losses.push(
      logLoss(
        this.#margins.map((margin) => logistic(base + margin)),
        this.#labels,
      ),
    );
  }
}
