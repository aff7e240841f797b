import { commitFunction } from './commit-function.js';
import { functions } from './functions.js';
import { tables } from './tables.js';

/** A step from one version of the schema to the next, and back. Both keep all data. */
export interface SchemaStep {
  readonly up: string;
  /** Absent from the first step: nothing lies before it. */
  readonly down?: string;
}

/** Step by step from an empty schema to what this code reads and writes. Never change one that was published; add another. */
export const schema: readonly SchemaStep[] = [
  { up: `${tables}${functions}${commitFunction} INSERT INTO store VALUES (true, 1, 1, now(), this_server());` },
  {
    // Who learns from few types of signals need not read the others.
    up: 'CREATE INDEX signals_by_type ON signals (tenant, type, part, tx, pos)',
    down: 'DROP INDEX signals_by_type',
  },
];
