import type { BoostedTrees } from '../boosting/boosted-trees.js';
import { learnBoostedTrees } from '../boosting/learn-boosted-trees.js';
import { learnLogistic } from '../logistic/learn-logistic.js';
import type { LogisticModel } from '../logistic/logistic-model.js';
import { logLoss } from '../metrics/quality.js';
import { type LabelledRows, learnByFold, outOfFold } from '../validation/cross-validate.js';
import { foldCount } from '../validation/stratified-folds.js';
import { partOf } from '../work/part-of.js';
import type { WorkOptions } from '../work/work-options.js';
import { logistic } from './classifier.js';

/** `average`: the mean of the log-odds of both others. */
export type Recipe = 'logistic' | 'trees' | 'average';

/** A way to learn, and how it did on rows it had not seen. */
export interface Contender {
  readonly recipe: Recipe;
  readonly logLoss: number;
  /** Log-odds of each row, by what was learnt from the others. */
  readonly outOfFold: Float64Array;
  /** Learns from all rows; equal parts of one answer. */
  learn(): Promise<readonly (LogisticModel | BoostedTrees)[]>;
}

export interface ContenderTask extends WorkOptions, LabelledRows {
  /** The part of each row. */
  readonly folds: Uint8Array;
  readonly recipes: readonly Recipe[];
  readonly seed: number;
}

/** Cross-validates the recipes, in the order `logistic`, `trees`, `average`. */
export async function contendersOf(task: ContenderTask): Promise<readonly Contender[]> {
  const isNeeded = (recipe: Recipe) => task.recipes.includes(recipe) || task.recipes.includes('average');
  const found: Contender[] = [];
  if (isNeeded('logistic')) found.push(await byLogistic({ ...task, ...partOf(task, 0, 0.1) }));
  if (isNeeded('trees')) found.push(await byTrees({ ...task, ...partOf(task, 0.1, 0.8) }));
  if (task.recipes.includes('average')) found.push(byAverage(found, task.labels));
  return found.filter(({ recipe }) => task.recipes.includes(recipe));
}

async function byLogistic(task: ContenderTask): Promise<Contender> {
  const { features, labels, folds, signal } = task;
  const models = await learnByFold(task, folds, async (seen, _, fold) => {
    return (await learnLogistic(seen.features, seen.labels, foldPart(task, fold))).model;
  });
  const learn = async () => [(await learnLogistic(features, labels, { signal })).model];
  return contender('logistic', outOfFold(features, folds, models), labels, learn);
}

/** How many trees there are is what did best in the parts, on average: one number for all, so that no part chooses for itself. */
async function byTrees(task: ContenderTask): Promise<Contender> {
  const { features, labels, folds, seed } = task;
  const learnt = await learnByFold(task, folds, (seen, validation, fold) => {
    return learnBoostedTrees(seen.features, seen.labels, { validation, seed, ...foldPart(task, fold) });
  });
  const best = learnt.reduce((sum, { model }) => sum + model.trees.length, 0) / learnt.length;
  const trees = Math.max(1, Math.round(best));
  const models = learnt.map(({ grown }) => grown.first(trees));
  const last = partOf(task, 0.9, 1);
  const learn = async () => [(await learnBoostedTrees(features, labels, { trees, seed, ...last })).model];
  return contender('trees', outOfFold(features, folds, models), labels, learn);
}

function byAverage([first, second]: readonly Contender[], labels: Uint8Array): Contender {
  const { outOfFold: one, learn: learnOne } = first as Contender;
  const { outOfFold: other, learn: learnOther } = second as Contender;
  const logOdds = one.map((each, row) => (each + (other[row] as number)) / 2);
  return contender('average', logOdds, labels, async () => [...(await learnOne()), ...(await learnOther())]);
}

/** The cross-validation is nine tenths of the work. */
function foldPart(task: ContenderTask, fold: number): WorkOptions {
  const count = foldCount(task.folds);
  return partOf(task, (0.9 * fold) / count, (0.9 * (fold + 1)) / count);
}

const contender = (
  recipe: Recipe,
  logOdds: Float64Array,
  labels: Uint8Array,
  learn: Contender['learn'],
): Contender => ({ recipe, outOfFold: logOdds, logLoss: logLoss(logOdds.map(logistic), labels), learn });
