/**
 * A tree of yes-no questions as arrays. Node 0 is the root; those of node n are 2n + 1 (yes) and 2n + 2 (no). A node without a
 * question is a leaf.
 */
export interface Tree {
  /** What each node asks about; −1 for a leaf. 2^depth − 1 of them; the nodes below are leaves. */
  readonly columns: Int32Array;
  /** Yes is: not above. */
  readonly thresholds: Float64Array;
  /** 1 where a missing number counts as yes. */
  readonly missingLeft: Uint8Array;
  /** What each leaf adds to the log-odds; 2^(depth + 1) − 1 nodes. */
  readonly values: Float64Array;
  /** The weight of the rows that came by in learning. */
  readonly covers: Float64Array;
}

export function emptyTree(depth: number): Tree {
  const questions = 2 ** depth - 1;
  return {
    columns: new Int32Array(questions).fill(-1),
    thresholds: new Float64Array(questions),
    missingLeft: new Uint8Array(questions),
    values: new Float64Array(2 * questions + 1),
    covers: new Float64Array(2 * questions + 1),
  };
}

/** Whether `node` is a leaf. */
export function isLeaf({ columns }: Tree, node: number): boolean {
  return node >= columns.length || columns[node] === -1;
}

/** The child of a node with a question that the row goes to. */
export function childOf({ columns, thresholds, missingLeft }: Tree, node: number, row: ArrayLike<number>): number {
  const value = row[columns[node] as number] as number;
  const yes = Number.isNaN(value) ? missingLeft[node] === 1 : value <= (thresholds[node] as number);
  return 2 * node + (yes ? 1 : 2);
}

/** What the tree adds to the log-odds of a row. */
export function answerOf(tree: Tree, row: ArrayLike<number>): number {
  let node = 0;
  while (!isLeaf(tree, node)) node = childOf(tree, node, row);
  return tree.values[node] as number;
}
