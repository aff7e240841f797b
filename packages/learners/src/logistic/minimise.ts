import { cholesky, solveCholesky } from '../matrix/cholesky.js';
import type { Pace } from '../work/pace.js';
import { GradientMemory } from './gradient-memory.js';
import { LogisticObjective, type LogisticTask } from './objective.js';

export interface Minimum {
  /** The intercept first. */
  readonly coefficients: Float64Array;
  readonly iterations: number;
  /** Whether the gradient is as good as 0. */
  readonly converged: boolean;
}

// The gradient is a sum over rows, so what counts as 0 grows with their weight.
const PRECISION = 1e-9;
// Above, building the matrix of second derivatives (rows × columns² / 2) costs more than the extra steps without it.
const NEWTON_COLUMNS = 300;
const HALVINGS = 40;
const ENOUGH = 1e-4;
// Near the end a step gains less than rounding of the loss can show, and has to be taken all the same.
const ROUNDING = 1e-12;

/**
 * The coefficients of least penalised log loss: Newton's method, which for this loss is iteratively reweighted least squares, or with
 * many columns L-BFGS (Liu & Nocedal, 1989); with backtracking (Armijo, 1966).
 */
export async function minimise(task: LogisticTask, iterations: number, pace: Pace): Promise<Minimum> {
  const objective = new LogisticObjective(task, pace);
  const memory = new GradientMemory();
  const total = task.weights.reduce((sum, weight) => sum + weight, 0);
  let coefficients = new Float64Array(task.columns);
  let margins = await objective.margins(coefficients);
  let value = objective.value(margins, coefficients);
  for (let iteration = 0; ; iteration++) {
    const gradient = await objective.gradient(margins, coefficients);
    const converged = gradient.every((slope) => Math.abs(slope) <= PRECISION * (1 + total));
    if (converged || iteration === iterations) return { coefficients, iterations: iteration, converged };
    memory.note(coefficients, gradient);
    const step =
      (task.columns <= NEWTON_COLUMNS ? newtonStep(await objective.curvature(margins), gradient) : undefined) ??
      memory.step(gradient);
    const along = await objective.margins(step);
    const descent = gradient.reduce((sum, slope, column) => sum + slope * (step[column] as number), 0);
    const most = value + ROUNDING * (1 + Math.abs(value));
    const found = backtrack((length) => {
      const next = coefficients.map((each, column) => each + length * (step[column] as number));
      const there = margins.map((margin, row) => margin + length * (along[row] as number));
      const loss = objective.value(there, next);
      return loss <= most + ENOUGH * length * descent ? { next, there, loss } : undefined;
    });
    if (!found) return { coefficients, iterations: iteration, converged };
    ({ next: coefficients, there: margins, loss: value } = found);
  }
}

/** Undefined where the matrix is not positive definite, as with columns that repeat each other and no penalty. */
function newtonStep(curvature: Float64Array, gradient: Float64Array): Float64Array | undefined {
  const lower = cholesky(curvature, gradient.length);
  return lower && solveCholesky(lower, gradient.length, gradient).map((each) => -each);
}

function backtrack<Found>(attempt: (length: number) => Found | undefined): Found | undefined {
  for (let halving = 0; halving < HALVINGS; halving++) {
    const found = attempt(2 ** -halving);
    if (found) return found;
  }
  return undefined;
}
