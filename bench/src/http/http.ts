import type { BenchSuite } from '../suite.js';
import { throughput } from './throughput.js';

export const http: BenchSuite = {
  name: 'http',
  about: 'events over HTTP, durable in SQLite, beside a route of Fastify that only parses',
  sizes: { people: 2_000, items: 5_000, signals: 2_000, rounds: 3, seconds: 8 },
  quick: { people: 50, items: 50, signals: 100, rounds: 1, seconds: 1 },
  cases: [throughput],
};
