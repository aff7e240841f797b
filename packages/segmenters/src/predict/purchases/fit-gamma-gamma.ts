import type { UnfittedReason } from './fit-purchase-model.js';
import { gammaGammaLogLikelihood, type Spending } from './gamma-gamma.js';
import { type MinimiseOptions, minimise } from './minimise.js';

export interface FittedSpending {
  /** p, q, and v in the unit of the spendings. */
  readonly parameters: readonly number[];
  readonly logLikelihood: number;
  readonly evaluations: number;
}

/** Where a parameter lies beyond e^±12, orders do not differ, or buyers don't: there is no best one. */
const FARTHEST = 12;

const isTooFar = (point: readonly number[]) => point.some((logarithm) => Math.abs(logarithm) > FARTHEST);

/**
 * Maximum likelihood of the gamma-gamma model.
 *
 * @param options.rest awaited between steps; may throw to abort.
 */
export async function fitGammaGamma(
  spendings: readonly Spending[],
  options: Pick<MinimiseOptions, 'rest'> = {},
): Promise<FittedSpending | UnfittedReason> {
  // In units of the mean, so that the same start suits yen and bitcoin.
  const unit = spendings.reduce((sum, { mean }) => sum + mean, 0) / spendings.length;
  const scaled = spendings.map(({ orders, mean }) => ({ orders, mean: mean / unit }));
  const objective = (point: readonly number[], gradient: Float64Array): number => {
    if (point.some((logarithm) => Math.abs(logarithm) > FARTHEST + 1)) return Infinity;
    const parameters = point.map(Math.exp);
    const likelihood = gammaGammaLogLikelihood(parameters, scaled, gradient);
    for (const [index, parameter] of parameters.entries()) {
      gradient[index] = (-parameter * (gradient[index] as number)) / scaled.length;
    }
    return -likelihood / scaled.length;
  };
  const found = await minimise(objective, [3, 3, 1].map(Math.log), { ...options, isTooFar });
  if (isTooFar(found.point)) return 'parametersRunAway';
  if (!found.converged) return 'noConvergence';
  const [p = 0, q = 0, v = 0] = found.point.map(Math.exp);
  const parameters = [p, q, v * unit];
  const logLikelihood = gammaGammaLogLikelihood(parameters, spendings, new Float64Array(3));
  return { parameters, logLikelihood, evaluations: found.evaluations };
}
