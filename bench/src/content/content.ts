import type { BenchSuite } from '../suite.js';
import { coldCases } from './cold-cases.js';
import { diversity } from './diversity.js';
import { spotify } from './spotify.js';
import { text50k } from './text-50k.js';
import { yoochoose } from './yoochoose.js';

export const content: BenchSuite = {
  name: 'content',
  about: 'what items are like: new items, sessions, texts, and lists that are not all the same',
  sizes: { people: 100_000, items: 50_000, signals: 1_000_000, rounds: 3, seconds: 1 },
  quick: { people: 100, items: 1_000, signals: 10_000, rounds: 1, seconds: 0.1 },
  cases: [spotify, yoochoose, ...coldCases, diversity, text50k],
};
