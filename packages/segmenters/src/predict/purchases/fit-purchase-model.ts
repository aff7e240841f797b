import { type MinimiseOptions, type Minimum, minimise, type Objective } from './minimise.js';
import { inUnitsOf, type PurchaseHistories, thinned } from './purchase-histories.js';
import type { PurchaseModel } from './purchase-model.js';

export interface FitPurchasesOptions extends Pick<MinimiseOptions, 'rest'> {
  /**
   * Whether logarithms of parameters are taken to lie around those of a middling start, with a standard deviation of 3. It hardly
   * moves parameters that data speak of, and keeps the others from running away. Default: false, plain maximum likelihood.
   */
  readonly prior?: boolean;
}

export interface FittedPurchases {
  /** Most likely parameters, in the unit of the histories. */
  readonly parameters: readonly number[];
  readonly logLikelihood: number;
  readonly evaluations: number;
}

/** Why there are no parameters: the descent got stuck, or went on for ever, as it does where buyers hardly differ. */
export type UnfittedReason = 'noConvergence' | 'parametersRunAway';

/** The mean age of a buyer in the unit that is counted in, so that the same starts suit hours and years. */
const MEAN_AGE = 10;
/** A parameter beyond e^±7, a factor of a thousand, says that there is no best one: buyers are all alike, or nobody stays away. */
const FARTHEST = 7;

/** Where the descent starts, as parameters: rates and chances from rare to common. */
const middling = [0.5, 5, 0.8, 2.5];
const starts: readonly (readonly number[])[] = [middling, [1, 10, 1, 10], [2, 2, 0.2, 2], [0.3, 1, 0.5, 20]];
const PRIOR_DEVIATION = 3;
/** So many buyers, spread over all, are enough to see which start is the best. */
const TRIED = 500;

/**
 * Maximum likelihood: from several starts on some of the buyers, then from the best of them on all.
 *
 * @returns parameters, or why there are none. `rest` is awaited between steps and may throw to abort.
 */
export async function fitPurchaseModel(
  model: PurchaseModel,
  histories: PurchaseHistories,
  { rest, prior = false }: FitPurchasesOptions = {},
): Promise<FittedPurchases | UnfittedReason> {
  const options = rest ? { rest } : {};
  const descend = (some: PurchaseHistories, start: readonly number[], more: MinimiseOptions) =>
    minimise(objectiveOf(model, some, prior), start, { ...options, ...more, isTooFar });
  const unit = meanAge(histories) / MEAN_AGE;
  const scaled = inUnitsOf(unit, histories);
  const some = thinned(scaled, TRIED);
  let best: Minimum | undefined;
  let evaluations = 0;
  for (const start of starts) {
    const tried = await descend(some, start.map(Math.log), { tolerance: 1e-4, maximumSteps: 60 });
    evaluations += tried.evaluations;
    if (Number.isFinite(tried.value) && !(best && best.value <= tried.value)) best = tried;
  }
  // Some buyers may say nothing of what all of them do: whatever ran away comes half the way back.
  const start = (best?.point ?? []).map((each) => Math.max(-FARTHEST / 2, Math.min(FARTHEST / 2, each)));
  const found = await descend(scaled, start, {});
  if (isTooFar(found.point)) return 'parametersRunAway';
  if (!found.converged) return 'noConvergence';
  const parameters = found.point.map((each, index) => Math.exp(each) * (model.isTime[index] ? unit : 1));
  const logLikelihood = model.logLikelihood(parameters, histories, new Float64Array(parameters.length));
  return { parameters, logLikelihood, evaluations: evaluations + found.evaluations };
}

/** The mean negative log-likelihood over the logarithms of the parameters, so that they stay above 0. */
function objectiveOf(model: PurchaseModel, histories: PurchaseHistories, prior: boolean): Objective {
  const strength = prior ? 1 / (PRIOR_DEVIATION ** 2 * histories.buyers) : 0;
  return (point, gradient) => {
    // Steps that overshoot end a little behind the fence.
    if (point.some((logarithm) => Math.abs(logarithm) > FARTHEST + 1)) return Infinity;
    const parameters = point.map(Math.exp);
    let value = -model.logLikelihood(parameters, histories, gradient) / histories.buyers;
    for (const [index, parameter] of parameters.entries()) {
      const away = (point[index] as number) - Math.log(middling[index] as number);
      value += (strength * away * away) / 2;
      gradient[index] = (-parameter * (gradient[index] as number)) / histories.buyers + strength * away;
    }
    return value;
  };
}

const isTooFar = (point: readonly number[]) => point.some((logarithm) => Math.abs(logarithm) > FARTHEST);

function meanAge({ age, count, buyers }: PurchaseHistories): number {
  return age.reduce((total, each, row) => total + each * (count[row] as number), 0) / buyers || 1;
}
