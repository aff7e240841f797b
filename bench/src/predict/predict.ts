import type { BenchSuite } from '../suite.js';
import { holdoutCases } from './holdout-cases.js';
import { publishedCases } from './published.js';
import { segments } from './segments-case.js';
import { telco } from './telco.js';

export const predict: BenchSuite = {
  name: 'predict',
  about: 'predictions beside published figures and beside what then happened',
  sizes: { people: 100_000, items: 100, signals: 100_000, rounds: 3, seconds: 1 },
  quick: { people: 100, items: 10, signals: 1_000, rounds: 1, seconds: 0.1 },
  deep: { people: 1_000_000, items: 100, signals: 100_000, rounds: 1, seconds: 5 },
  cases: [...publishedCases, telco, ...holdoutCases, segments],
};
