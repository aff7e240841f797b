import { type Classifier, type Contributions, logistic } from '../classifier/classifier.js';
import { checkRow } from '../matrix/table.js';
import { readFormat, readNames, readNumber } from '../work/read-json.js';
import { answerOf, type Tree } from './tree.js';
import { addTreeContributions } from './tree-contributions.js';
import { readTree, type TreeJson, writeTree } from './tree-json.js';

/** A sum of small trees. Made by `learnBoostedTrees`. */
export class BoostedTrees implements Classifier {
  /** @internal */
  constructor(
    readonly names: readonly string[],
    /** Log-odds before any tree. */
    readonly base: number,
    readonly trees: readonly Tree[],
  ) {}

  logOdds(row: ArrayLike<number>): number {
    checkRow(row, this.names);
    return this.trees.reduce((sum, tree) => sum + answerOf(tree, row), this.base);
  }

  probability(row: ArrayLike<number>): number {
    return logistic(this.logOdds(row));
  }

  contributions(row: ArrayLike<number>): Contributions {
    checkRow(row, this.names);
    const values = new Float64Array(this.names.length);
    const base = this.trees.reduce((sum, tree) => sum + addTreeContributions(tree, row, values), this.base);
    return { base, values };
  }

  /** The model that learning would have given with fewer trees. */
  first(count: number): BoostedTrees {
    return new BoostedTrees(this.names, this.base, this.trees.slice(0, count));
  }

  toJSON(): BoostedTreesJson {
    return {
      format: 'sintonia-boosted-trees-1',
      names: this.names,
      base: this.base,
      trees: this.trees.map(writeTree),
    };
  }

  /** @throws RangeError, TypeError that name what is wrong */
  static fromJSON(json: unknown): BoostedTrees {
    const parts = readFormat(json, 'sintonia-boosted-trees-1');
    const names = readNames(parts.names, 'names');
    if (!Array.isArray(parts.trees)) throw new TypeError('trees has to be a list.');
    const trees = parts.trees.map((tree, at) => readTree(tree, `trees[${at}]`, names.length));
    return new BoostedTrees(names, readNumber(parts.base, 'base'), trees);
  }
}

/** Boosted trees as plain JSON. */
export interface BoostedTreesJson {
  readonly format: 'sintonia-boosted-trees-1';
  readonly names: readonly string[];
  readonly base: number;
  readonly trees: readonly TreeJson[];
}
