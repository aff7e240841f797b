import { childOf, isLeaf, type Tree } from './tree.js';

/** What a tree answers when only the columns in `known` are, by its own rows of learning. */
function meanAnswer(tree: Tree, row: ArrayLike<number>, known: ReadonlySet<number>, node = 0): number {
  if (isLeaf(tree, node)) return tree.values[node] as number;
  if (known.has(tree.columns[node] as number)) return meanAnswer(tree, row, known, childOf(tree, node, row));
  return [2 * node + 1, 2 * node + 2].reduce((sum, child) => {
    const share = (tree.covers[child] as number) / (tree.covers[node] as number);
    return sum + share * meanAnswer(tree, row, known, child);
  }, 0);
}

/** Shapley values by their definition: the mean over all orders in which columns become known. */
export function shapley(tree: Tree, row: ArrayLike<number>, columns: number): Float64Array {
  const values = new Float64Array(columns);
  const orders = permutations([...Array(columns).keys()]);
  for (const order of orders) {
    const known = new Set<number>();
    for (const column of order) {
      const before = meanAnswer(tree, row, known);
      known.add(column);
      const gain = meanAnswer(tree, row, known) - before;
      values[column] = (values[column] as number) + gain / orders.length;
    }
  }
  return values;
}

function permutations(items: readonly number[]): readonly number[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item) => permutations(items.filter((each) => each !== item)).map((rest) => [item, ...rest]));
}

/** The nodes that a row comes by, the root first. */
export function pathOf(tree: Tree, row: ArrayLike<number>): readonly number[] {
  const path = [0];
  for (let node = 0; !isLeaf(tree, node); path.push(node)) node = childOf(tree, node, row);
  return path;
}
