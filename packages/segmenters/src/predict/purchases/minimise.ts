/** A function and its derivative, which it writes into `gradient`. May be `Infinity` or NaN where it has no value. */
export type Objective = (point: readonly number[], gradient: Float64Array) => number;

export interface Minimum {
  readonly point: readonly number[];
  readonly value: number;
  /** Whether the derivative is all but 0 there. */
  readonly converged: boolean;
  readonly evaluations: number;
}

export interface MinimiseOptions {
  /** The largest slope, in any direction, that counts as none. Default: 1e-7. */
  readonly tolerance?: number;
  /** Default: 500. */
  readonly maximumSteps?: number;
  /** Ends the search where it only goes on and on. Default: never. */
  readonly isTooFar?: (point: readonly number[]) => boolean;
  /** Awaited between steps: may turn the event loop, may throw to abort. */
  readonly rest?: () => Promise<void>;
}

/** A step must win this share of what its slope promises … */
const ENOUGH = 1e-4;
/** … and be long enough that the slope has fallen to this share (Wolfe). */
const FLATTER = 0.9;
/** Halvings and doublings of a step, after which rounding is all that is left. */
const MOST_TRIES = 50;
/** The longest first step: parameters are logarithms, and change by a factor of e at most before anything is known. */
const FIRST_STEP = 1;
/** Where rounding ends the descent, a slope of this many times the tolerance is none. */
const ROUNDING = 1e3;

/**
 * The nearest minimum from `start`, by the quasi-Newton method of Broyden, Fletcher, Goldfarb and Shanno with a line search by
 * bisection.
 *
 * Sources: Nocedal & Wright, *Numerical Optimization* (2006), algorithm 6.1; Lewis & Overton, Nonsmooth optimization via
 * quasi-Newton methods, *Mathematical Programming* 141 (2013), for the line search.
 */
export async function minimise(
  objective: Objective,
  start: readonly number[],
  options: MinimiseOptions = {},
): Promise<Minimum> {
  const { tolerance = 1e-7, maximumSteps = 500, isTooFar, rest } = options;
  const size = start.length;
  let point = [...start];
  let gradient: Float64Array = new Float64Array(size);
  let value = objective(point, gradient);
  let evaluations = 1;
  let inverse = identity(size, FIRST_STEP / Math.max(FIRST_STEP, largest(gradient)));
  const found = (converged: boolean): Minimum => ({ point, value, converged, evaluations });

  for (let step = 0; step < maximumSteps && Number.isFinite(value); step++) {
    if (largest(gradient) <= tolerance) return found(true);
    if (isTooFar?.(point)) return found(false);
    await rest?.();
    let direction = times(inverse, gradient).map((each) => -each);
    let slope = dot(direction, gradient);
    if (!(slope < 0)) {
      inverse = identity(size, FIRST_STEP / largest(gradient));
      direction = times(inverse, gradient).map((each) => -each);
      slope = dot(direction, gradient);
    }
    const reached = lineSearch(objective, { point, value, slope }, direction);
    evaluations += reached.evaluations;
    if (!reached.isLower) return found(largest(gradient) <= ROUNDING * tolerance);
    const { point: there, gradient: next } = reached;
    const moved = there.map((each, index) => each - (point[index] as number));
    const turned = Array.from(next, (each, index) => each - (gradient[index] as number));
    inverse = updated(inverse, moved, turned);
    [point, value, gradient] = [there, reached.value, next];
  }
  return found(largest(gradient) <= tolerance);
}

function lineSearch(
  objective: Objective,
  from: { readonly point: readonly number[]; readonly value: number; readonly slope: number },
  direction: readonly number[],
) {
  let [short, long, length] = [0, Infinity, 1];
  const gradient = new Float64Array(direction.length);
  let point: number[] = [];
  let value = Number.NaN;
  let evaluations = 0;
  let isLower = false;
  while (evaluations < MOST_TRIES) {
    point = from.point.map((each, index) => each + length * (direction[index] as number));
    value = objective(point, gradient);
    evaluations++;
    isLower = value <= from.value + ENOUGH * length * from.slope;
    if (!isLower) long = length;
    else if (dot(direction, gradient) < FLATTER * from.slope) short = length;
    else break;
    length = long < Infinity ? (short + long) / 2 : 2 * short;
  }
  return { point, value, gradient, evaluations, isLower };
}

type Matrix = readonly (readonly number[])[];

function identity(size: number, scale: number): Matrix {
  return Array.from({ length: size }, (_, row) => Array.from({ length: size }, (_, at) => (row === at ? scale : 0)));
}

/** The estimate of the inverse curvature after one more step. It stays as it is where the step says nothing of curvature. */
function updated(inverse: Matrix, moved: readonly number[], turned: readonly number[]): Matrix {
  const curvature = dot(moved, turned);
  if (!(curvature > 1e-14 * dot(turned, turned))) return inverse;
  const weighed = times(inverse, turned);
  const factor = (1 + dot(turned, weighed) / curvature) / curvature;
  return inverse.map((row, i) =>
    row.map((each, j) => {
      const [mi = 0, mj = 0, wi = 0, wj = 0] = [moved[i], moved[j], weighed[i], weighed[j]];
      return each + factor * mi * mj - (wi * mj + mi * wj) / curvature;
    }),
  );
}

const times = (matrix: Matrix, vector: ArrayLike<number>) => matrix.map((row) => dot(row, vector));

const largest = (vector: ArrayLike<number>) => Math.max(...Array.from(vector, Math.abs));

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] as number) * (b[index] as number);
  return sum;
}
