import { childOf, isLeaf, type Tree } from './tree.js';

/** A column on the way to a leaf: whether the row itself goes that way, and how large a share of all rows does. */
interface Step {
  readonly column: number;
  readonly follows: number;
  readonly share: number;
}

/**
 * Adds what each column contributes to the tree's answer for the row: its exact Shapley value, where columns that are not known are
 * averaged over the rows of learning (Lundberg, Erion & Lee, *Consistent individualized feature attribution for tree ensembles*,
 * 2018, path-dependent). Leaves have at most three columns on their way, so each is worked out by itself.
 *
 * @returns the mean answer of the tree, which the contributions start from
 */
export function addTreeContributions(tree: Tree, row: ArrayLike<number>, contributions: Float64Array): number {
  const visit = (node: number, steps: readonly Step[]): number => {
    if (isLeaf(tree, node)) return addLeaf(tree.values[node] as number, steps, contributions);
    const chosen = childOf(tree, node, row);
    return [2 * node + 1, 2 * node + 2].reduce((base, child) => {
      const share = (tree.covers[child] as number) / (tree.covers[node] as number);
      const step = { column: tree.columns[node] as number, follows: child === chosen ? 1 : 0, share };
      return base + visit(child, withStep(steps, step));
    }, 0);
  };
  return visit(0, []);
}

/** Questions about the same column are one step. */
function withStep(steps: readonly Step[], step: Step): readonly Step[] {
  const before = steps.find(({ column }) => column === step.column);
  if (!before) return [...steps, step];
  const joined = {
    column: step.column,
    follows: before.follows * step.follows,
    share: before.share * step.share,
  };
  return steps.map((each) => (each === before ? joined : each));
}

function addLeaf(value: number, steps: readonly Step[], contributions: Float64Array): number {
  for (const step of steps) {
    const others = steps.filter((each) => each !== step);
    const part = value * (step.follows - step.share) * meanOverCoalitions(others);
    contributions[step.column] = (contributions[step.column] as number) + part;
  }
  return steps.reduce((product, { share }) => product * share, value);
}

/**
 * The Shapley-weighted mean, over which of the others are known, of how much of the leaf remains. It is the integral over t from 0 to
 * 1 of Π (t · follows + (1 − t) · share), and for at most two others Simpson's rule gives it exactly.
 */
function meanOverCoalitions(others: readonly Step[]): number {
  const at = (t: number) => others.reduce((product, step) => product * (t * step.follows + (1 - t) * step.share), 1);
  return (at(0) + 4 * at(0.5) + at(1)) / 6;
}
