export { BoostedTrees, type BoostedTreesJson } from './boosting/boosted-trees.js';
export type { BoostingOptions } from './boosting/boosting-options.js';
export { type LearntTrees, learnBoostedTrees } from './boosting/learn-boosted-trees.js';
export type { TreeJson } from './boosting/tree-json.js';
export type { Calibration, CalibrationJson } from './calibration/calibration.js';
export { IsotonicCalibration, learnIsotonic } from './calibration/isotonic.js';
export { noCalibration } from './calibration/no-calibration.js';
export { learnPlatt, PlattCalibration, type PlattOptions } from './calibration/platt.js';
export { restoreCalibration } from './calibration/restore-calibration.js';
export { CalibratedClassifier, type CalibratedClassifierJson } from './classifier/calibrated-classifier.js';
export { type ChosenCalibration, chooseCalibration } from './classifier/choose-calibration.js';
export { type Classifier, type Contributions, logistic } from './classifier/classifier.js';
export type { Recipe } from './classifier/contenders.js';
export { type LearnClassifierOptions, type LearntClassifier, learnClassifier } from './classifier/learn-classifier.js';
export { type ChooseClustersOptions, type ChosenClusters, chooseClusters } from './cluster/choose-clusters.js';
export { type ClusterJson, ClusterModel, type ClusterPlace } from './cluster/cluster-model.js';
export { type ClusterOptions, type LearntClusters, learnClusters } from './cluster/learn-clusters.js';
export { type SilhouetteOptions, silhouette } from './cluster/silhouette.js';
export { type LearntLogistic, type LogisticOptions, learnLogistic } from './logistic/learn-logistic.js';
export { type LogisticJson, LogisticModel } from './logistic/logistic-model.js';
export { type Column, Encoder, type EncoderJson, type EncoderOptions, learnEncoder } from './matrix/encoder.js';
export {
  learnStandardiser,
  Standardiser,
  type StandardiserJson,
  type StandardiserOptions,
} from './matrix/standardiser.js';
export { rowOf, type Table, tableOf, takeRows } from './matrix/table.js';
export { auc } from './metrics/auc.js';
export { type LiftPart, liftTable } from './metrics/lift.js';
export { accuracy, brier, logLoss, type Quality, quality } from './metrics/quality.js';
export { calibrationError, type ReliabilityBin, reliability } from './metrics/reliability.js';
export {
  learnNearestLabels,
  NearestLabels,
  type NearestLabelsJson,
  type NearestLabelsOptions,
} from './nearest/nearest-labels.js';
export { type NearRow, nearestRows } from './nearest/nearest-rows.js';
export { digamma, logBeta, logGamma } from './special/log-gamma.js';
export { type LabelledRows, learnByFold, outOfFold } from './validation/cross-validate.js';
export { type Importance, type ImportanceOptions, permutationImportance } from './validation/permutation-importance.js';
export { stratifiedFolds } from './validation/stratified-folds.js';
export { timeSplit } from './validation/time-split.js';
export { seededRandom, shuffle } from './work/seeded-random.js';
export type { WorkOptions } from './work/work-options.js';
