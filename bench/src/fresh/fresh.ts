import type { BenchSuite } from '../suite.js';
import { here } from './here.js';
import { refit } from './refit.js';
import { there } from './there.js';

export const fresh: BenchSuite = {
  name: 'fresh',
  about: 'how soon answers reflect a signal, on SQLite',
  sizes: { people: 5_000, items: 10_000, signals: 200_000, rounds: 3, seconds: 3 },
  quick: { people: 200, items: 500, signals: 4_000, rounds: 1, seconds: 0.3 },
  cases: [here, there, refit],
};
