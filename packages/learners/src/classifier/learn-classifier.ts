import type { Calibration } from '../calibration/calibration.js';
import { checkTable, type Table } from '../matrix/table.js';
import type { Quality } from '../metrics/quality.js';
import { quality } from '../metrics/quality.js';
import { stratifiedFolds } from '../validation/stratified-folds.js';
import { checkCount, checkLabels } from '../work/checks.js';
import type { WorkOptions } from '../work/work-options.js';
import { CalibratedClassifier } from './calibrated-classifier.js';
import { chooseCalibration } from './choose-calibration.js';
import { type Contender, contendersOf, type Recipe } from './contenders.js';

export interface LearnClassifierOptions extends WorkOptions {
  /** What may be chosen, at least one. Default: all three. */
  readonly recipes?: readonly Recipe[] | undefined;
  /** Parts for cross-validation, 2 to 20; each label needs that many rows. Default: 5. */
  readonly folds?: number | undefined;
  /** A whole number. Default: 1. */
  readonly seed?: number | undefined;
}

/** A classifier, and how good it was on rows it had not seen. */
export interface LearntClassifier {
  readonly classifier: CalibratedClassifier;
  readonly recipe: Recipe;
  readonly calibration: Calibration['kind'];
  /** Of out-of-fold probabilities, calibrated out of fold too. */
  readonly quality: Quality;
  /** Log loss of each recipe out of fold, before calibration. */
  readonly contenders: readonly { readonly recipe: Recipe; readonly logLoss: number }[];
  /** The out-of-fold probability of each row, 0 to 1. */
  readonly outOfFold: Float64Array;
}

const RECIPES: readonly Recipe[] = ['logistic', 'trees', 'average'];

/**
 * Learns by logistic regression and by boosted trees, takes what has the least log loss in cross-validation (or the average of
 * both), and calibrates it on out-of-fold log-odds.
 *
 * @param labels 0 or 1, one for each row
 * @throws RangeError, TypeError that name the parameter, also for fewer rows of a label than `folds`; the reason of `signal`
 */
export async function learnClassifier(
  features: Table,
  labels: Uint8Array,
  { recipes = RECIPES, folds: count = 5, seed = 1, signal, progress }: LearnClassifierOptions = {},
): Promise<LearntClassifier> {
  checkTable(features, 'features');
  checkLabels(labels, features.rows);
  checkCount(count, 2, 20, 'folds');
  checkCount(seed, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 'seed');
  if (recipes.length === 0 || recipes.some((recipe) => !RECIPES.includes(recipe))) {
    throw new RangeError(`recipes has to be one or more of ${RECIPES.join(', ')}.`);
  }
  const folds = stratifiedFolds(labels, count, seed);
  const contenders = await contendersOf({ features, labels, folds, recipes, seed, signal, progress });
  // Of equals the simpler, which comes first.
  const best = contenders.reduce((best, each) => (each.logLoss < best.logLoss ? each : best));
  const { calibration, outOfFold } = await chooseCalibration(best.outOfFold, labels, folds, signal);
  const classifier = new CalibratedClassifier(await best.learn(), calibration);
  progress?.(1);
  return {
    classifier,
    recipe: best.recipe,
    calibration: calibration.kind,
    quality: quality(outOfFold, labels),
    contenders: contenders.map(({ recipe, logLoss }: Contender) => ({ recipe, logLoss })),
    outOfFold,
  };
}
