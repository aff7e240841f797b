import type { BenchSuite } from '../suite.js';
import { throughput } from './throughput.js';

export const http: BenchSuite = {
  name: 'http',
  about: 'events over HTTP, durable in SQLite, beside a route of Fastify that only parses',
  // Each of autocannon's connections writes each body beforehand: with thousands it has no time left to send them.
  sizes: { people: 300, items: 5_000, signals: 300, rounds: 3, seconds: 8 },
  quick: { people: 50, items: 50, signals: 100, rounds: 1, seconds: 1 },
  cases: [throughput],
};
