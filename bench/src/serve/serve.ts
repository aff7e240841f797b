import type { BenchSuite } from '../suite.js';
import { engine } from './engine.js';
import { lists } from './lists.js';
import { vectors } from './vectors.js';

export const serve: BenchSuite = {
  name: 'serve',
  about: 'one answer: by vectors, by item lists, by the whole engine',
  sizes: { people: 20_000, items: 1_000_000, signals: 400_000, rounds: 3, seconds: 2 },
  quick: { people: 500, items: 20_000, signals: 10_000, rounds: 1, seconds: 0.2 },
  cases: [vectors, lists, engine],
};
