import { checkCount, checkLabels } from '../work/checks.js';
import { seededRandom, shuffle } from '../work/seeded-random.js';

/**
 * Parts for cross-validation, each with the same share of 1, give or take one row. (Kohavi, 1995.)
 *
 * @param count 2 to 100
 * @param seed a whole number
 * @returns the part of each row, 0 to `count` − 1
 * @throws RangeError, TypeError, also for fewer rows of a label than parts
 */
export function stratifiedFolds(labels: Uint8Array, count: number, seed: number): Uint8Array {
  checkLabels(labels, labels.length);
  checkCount(count, 2, 100, 'count');
  const random = seededRandom(seed);
  const folds = new Uint8Array(labels.length);
  let next = 0;
  for (const wanted of [0, 1]) {
    const rows = Uint32Array.from(labels.keys()).filter((row) => labels[row] === wanted);
    if (rows.length < count) {
      throw new RangeError(`labels has ${rows.length} entries of ${wanted}; it needs at least ${count}.`);
    }
    for (const row of shuffle(rows, random)) folds[row] = next++ % count;
  }
  return folds;
}

/** How many parts there are. */
export function foldCount(folds: Uint8Array): number {
  return folds.reduce((most, fold) => Math.max(most, fold + 1), 0);
}

/** The rows in a part, and those in all others. */
export function foldRows(
  folds: Uint8Array,
  fold: number,
): { readonly inside: Uint32Array; readonly outside: Uint32Array } {
  const rows = Uint32Array.from(folds.keys());
  return {
    inside: rows.filter((row) => folds[row] === fold),
    outside: rows.filter((row) => folds[row] !== fold),
  };
}
