import type { BenchSuite } from '../suite.js';
import { collect } from './collect.js';
import { memory } from './memory.js';
import { recommend } from './recommend.js';
import { send } from './send.js';

export const pipeline: BenchSuite = {
  name: 'pipeline',
  about: 'collect, recommend and send a second; memory',
  sizes: { people: 5_000, items: 2_000, signals: 100_000, rounds: 5, seconds: 2 },
  quick: { people: 200, items: 100, signals: 4_000, rounds: 3, seconds: 0.2 },
  cases: [collect, recommend, send, memory],
};
