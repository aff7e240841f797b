import { readFileSync } from 'node:fs';
import {
  type Column,
  learnClassifier,
  learnEncoder,
  type Quality,
  quality,
  stratifiedFolds,
  type Table,
  takeRows,
} from '@sintonia/learners';
import { dataFile } from '../fit/data-file.js';
import type { Figure } from '../measurement.js';
import type { BenchCase } from '../suite.js';

const file = dataFile('telco-churn/Telco-Customer-Churn.csv');
const NUMBERS = ['tenure', 'MonthlyCharges', 'TotalCharges'];
const FOLDS = 5;

function readTelco(): { readonly features: Table; readonly labels: Uint8Array } {
  const [head = '', ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  const rows = lines.map((line) => line.split(','));
  const columns = head
    .split(',')
    .slice(1, -1)
    .map((name, at): Column => {
      const texts = rows.map((row) => (row[at + 1] ?? '').trim());
      if (!NUMBERS.includes(name)) return { name, categories: texts };
      return { name, numbers: texts.map((text) => (text === '' ? Number.NaN : Number(text))) };
    });
  const labels = Uint8Array.from(rows, (row) => Number(row.at(-1) === 'Yes'));
  return { features: learnEncoder(columns).encode(columns), labels };
}

/**
 * Subscribers who left. Each fifth is predicted by a classifier that has seen the other four only, in choosing the recipe and in
 * calibrating, too. One seed a round; what is reported is the mean.
 */
export const telco: BenchCase = {
  name: 'telco',
  about: 'who leaves a telephone company: AUC, Brier score and calibration error, 5-fold',
  reads: [file],
  async run({ rounds }, say) {
    const { features, labels } = readTelco();
    const found: Quality[] = [];
    for (let seed = 1; seed <= rounds; seed++) {
      say(`seed ${seed} of ${rounds}`);
      found.push(quality(await outOfFold(features, labels, seed), labels));
    }
    const figure = (metric: string, unit: string, of: (each: Quality) => number): Figure => ({
      ...{ case: 'telco/5-fold', metric, unit },
      value: found.reduce((sum, each) => sum + of(each), 0) / rounds,
    });
    return [
      figure('auc', 'share', ({ auc }) => auc),
      figure('brier', 'squared error', ({ brier }) => brier),
      figure('ece', 'share', ({ calibrationError }) => calibrationError),
    ];
  },
};

async function outOfFold(features: Table, labels: Uint8Array, seed: number): Promise<Float64Array> {
  const folds = stratifiedFolds(labels, FOLDS, seed);
  const probabilities = new Float64Array(labels.length);
  for (let fold = 0; fold < FOLDS; fold++) {
    const rows = [...labels.keys()];
    const [seen, unseen] = [rows.filter((row) => folds[row] !== fold), rows.filter((row) => folds[row] === fold)];
    const known = Uint8Array.from(seen, (row) => labels[row] as number);
    const { classifier } = await learnClassifier(takeRows(features, seen), known, { seed });
    const asked = takeRows(features, unseen);
    for (const [at, row] of unseen.entries()) {
      const from = at * asked.names.length;
      probabilities[row] = classifier.probability(asked.values.subarray(from, from + asked.names.length));
    }
  }
  return probabilities;
}
