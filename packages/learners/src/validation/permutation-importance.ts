import type { Classifier } from '../classifier/classifier.js';
import { checkTable, rowOf, type Table } from '../matrix/table.js';
import { logLoss } from '../metrics/quality.js';
import { checkCount, checkLabels, checkSameNames } from '../work/checks.js';
import { Pace } from '../work/pace.js';
import { seededRandom, shuffle } from '../work/seeded-random.js';
import type { WorkOptions } from '../work/work-options.js';

export interface ImportanceOptions extends WorkOptions {
  /** Columns with the same group are shuffled together, as those of one category are. One for each column. Default: the columns. */
  readonly groups?: readonly string[] | undefined;
  /** How often each is shuffled, 1 to 100. Default: 5. */
  readonly repeats?: number | undefined;
  /** A whole number. Default: 1. */
  readonly seed?: number | undefined;
}

export interface Importance {
  readonly group: string;
  /** How much higher the log loss is without it; about 0, or under, for what says nothing. */
  readonly loss: number;
}

const ROWS = 256;

/**
 * How much each column matters: how much worse the probabilities are when its numbers are dealt to other rows (Breiman, *Random
 * forests*, 2001). Give rows that the classifier has not seen.
 *
 * @returns the most important first
 * @throws RangeError, TypeError that name the parameter; the reason of `signal`
 */
export async function permutationImportance(
  classifier: Classifier,
  features: Table,
  labels: Uint8Array,
  options: ImportanceOptions = {},
): Promise<readonly Importance[]> {
  const { groups = features.names, repeats = 5, seed = 1 } = options;
  checkTable(features, 'features');
  checkSameNames(features.names, classifier.names, 'features');
  checkLabels(labels, features.rows);
  checkCount(repeats, 1, 100, 'repeats');
  checkCount(seed, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 'seed');
  if (groups.length !== features.names.length) {
    throw new RangeError(`groups has ${groups.length} entries; it needs ${features.names.length}.`);
  }
  const pace = new Pace(options);
  const random = seededRandom(seed);
  const distinct = [...new Set(groups)];
  const lossOf = async (table: Table, done: number) => {
    const probabilities = new Float64Array(table.rows);
    for (let row = 0; row < table.rows; row++) {
      if (row % ROWS === 0) await pace.rest(done);
      probabilities[row] = classifier.probability(rowOf(table, row));
    }
    return logLoss(probabilities, labels);
  };

  const whole = await lossOf(features, 0);
  const found: Importance[] = [];
  for (const group of distinct) {
    const columns = [...groups.keys()].filter((column) => groups[column] === group);
    let loss = 0;
    for (let repeat = 0; repeat < repeats; repeat++) {
      const done = (found.length + repeat / repeats) / distinct.length;
      loss += (await lossOf(dealt(features, columns, random), done)) - whole;
    }
    found.push({ group, loss: loss / repeats });
  }
  pace.done();
  return found.sort((a, b) => b.loss - a.loss);
}

/** The table with the numbers of these columns taken from other rows, the same for all of them. */
function dealt(table: Table, columns: readonly number[], random: () => number): Table {
  const width = table.names.length;
  const values = table.values.slice();
  const from = shuffle(
    Uint32Array.from({ length: table.rows }, (_, row) => row),
    random,
  );
  from.forEach((other, row) => {
    for (const column of columns) values[row * width + column] = table.values[other * width + column] as number;
  });
  return { ...table, values };
}
