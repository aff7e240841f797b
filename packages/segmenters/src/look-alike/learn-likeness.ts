import {
  chooseCalibration,
  type LabelledRows,
  type LogisticModel,
  learnByFold,
  learnEncoder,
  learnLogistic,
  learnNearestLabels,
  logLoss,
  type NearestLabels,
  quality,
  rowOf,
  stratifiedFolds,
  takeRows,
} from '@sintonia/learners';
import type { JsonObject } from '@sintonia/spec';
import { type Asked, diluted, type Likeness, scoreOf } from './likeness.js';
import { columnsOf, type PersonRow } from './person-row.js';

/** People to learn from: parts of all there are. */
export interface SeedAndOthers {
  readonly seed: readonly PersonRow[];
  readonly others: readonly PersonRow[];
  /** How many of each there are. */
  readonly seedTotal: number;
  readonly othersTotal: number;
}

export interface LikenessOptions extends Asked {
  readonly reach: number;
  /** For anything random. */
  readonly chance: number;
  readonly signal: AbortSignal;
  readonly progress: (fraction: number) => void;
}

const FOLDS = 5;
const NEIGHBOURS = 15;

// Up to here looking at neighbours is quick, and more flexible than a line; ml-knn slows down with either.
const SMALL_ROWS = 1_000;
const SMALL_COLUMNS = 20;

/** Undefined where those who were left out were not told apart any better than by chance. */
export async function learnLikeness(
  people: SeedAndOthers,
  options: LikenessOptions,
): Promise<{ readonly likeness: Likeness; readonly details: JsonObject } | undefined> {
  const { chance, signal, progress, reach } = options;
  const columns = columnsOf(options, [...people.seed, ...people.others]);
  const encoder = learnEncoder(columns);
  const features = encoder.encode(columns);
  const labels = new Uint8Array(features.rows).fill(1, 0, people.seed.length);
  const isSmall = features.rows <= SMALL_ROWS && encoder.names.length <= SMALL_COLUMNS;
  const learn = async (seen: LabelledRows): Promise<NearestLabels | LogisticModel> => {
    if (isSmall) return learnNeighbours(seen);
    return (await learnLogistic(seen.features, seen.labels, { signal })).model;
  };

  const folds = stratifiedFolds(labels, FOLDS, chance);
  const learners = await learnByFold({ features, labels }, folds, (seen, _, fold) => {
    progress(fold / FOLDS);
    return learn(seen);
  });
  const scores = Float64Array.from(folds, (fold, row) => {
    return scoreOf(learners[fold] as NearestLabels | LogisticModel, rowOf(features, row));
  });
  const { calibration, outOfFold } = await chooseCalibration(scores, labels, folds, signal);
  if (!tellsApart(outOfFold, labels)) return undefined;

  const likeliest = outOfFold
    .slice(people.seed.length)
    .sort()
    .at(-Math.ceil(reach * people.others.length)) as number;
  // A vote of the nearest has to be won, too.
  const threshold = isSmall ? Math.max(likeliest, calibration.probability(0)) : likeliest;
  const dilution = people.othersTotal / people.others.length / (people.seedTotal / people.seed.length);
  const likeness = { encoder, learner: await learn({ features, labels }), calibration, threshold, dilution };
  const details = measured(outOfFold, labels, likeness);
  return {
    likeness,
    details: { learner: isSmall ? 'nearest' : 'logistic', calibration: calibration.kind, ...details },
  };
}

/** As many others as seed, evenly spread over them, so that a vote of the nearest can go either way. */
function learnNeighbours({ features, labels }: LabelledRows): NearestLabels {
  const rows = Array.from(labels.keys());
  const seed = rows.filter((row) => labels[row] === 1);
  const others = rows.filter((row) => labels[row] === 0);
  const step = Math.max(1, others.length / seed.length);
  const chosen = others.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
  const places = [...seed, ...chosen];
  const table = takeRows(features, places);
  return learnNearestLabels(
    table,
    Uint8Array.from(places, (row) => labels[row] as number),
    { neighbours: NEIGHBOURS },
  );
}

function tellsApart(probabilities: Float64Array, labels: Uint8Array): boolean {
  const share = labels.reduce((sum, label) => sum + label, 0) / labels.length;
  return logLoss(probabilities, labels) < logLoss(new Float64Array(labels.length).fill(share), labels);
}

/** How good it was on people who were left out: how many times likelier somebody of the seed is found than by chance, and quality. */
function measured(outOfFold: Float64Array, labels: Uint8Array, { threshold, dilution }: Likeness): JsonObject {
  let [reached, found, seed] = [0, 0, 0];
  labels.forEach((label, row) => {
    // Each of the others stands for as many as were not learnt from.
    const weight = label === 1 ? 1 : dilution;
    const isReached = (outOfFold[row] as number) >= threshold;
    seed += label;
    reached += isReached ? weight : 0;
    found += isReached ? label : 0;
  });
  const everybody = seed + dilution * (labels.length - seed);
  const { auc, brier, calibrationError } = quality(
    outOfFold.map((probability) => diluted(probability, dilution)),
    labels,
  );
  return {
    lift: reached === 0 ? 0 : found / reached / (seed / everybody),
    reachedShare: reached / everybody,
    auc,
    brier,
    calibrationError,
  };
}
