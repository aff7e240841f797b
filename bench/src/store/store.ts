import type { BenchSuite } from '../suite.js';
import { claimCase } from './claim-case.js';
import { commitCase } from './commit-case.js';
import { growthCase } from './growth-case.js';
import { latestCase } from './latest-case.js';
import { peopleCase } from './people-case.js';
import { postgresKind } from './postgres-kind.js';
import { sqliteKind } from './sqlite-kind.js';
import type { StoreKind } from './store-kind.js';

/** Each with the same cases. A new one is a `StoreKind` and a name here. */
const kinds: readonly StoreKind[] = [sqliteKind, postgresKind];

export const store: BenchSuite = {
  name: 'store',
  about: 'durable stores beside their bare drivers and the bare disk',
  sizes: { people: 10_000, items: 1_000, signals: 100_000, rounds: 5, seconds: 1 },
  quick: { people: 500, items: 100, signals: 5_000, rounds: 1, seconds: 0.5 },
  deep: { people: 100_000, items: 1_000, signals: 10_000_000, rounds: 5, seconds: 2 },
  cases: kinds.flatMap((kind) => [
    ...[1, 100, 1_000].map((batch) => commitCase(kind, batch)),
    latestCase(kind),
    claimCase(kind),
    peopleCase(kind),
    growthCase(kind),
  ]),
};
