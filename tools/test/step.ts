import type { Tally } from './tally.js';

export interface Asked {
  /** What to search for in the names of test files; empty for all. */
  patterns: readonly string[];
  /** The long variant of property and durability tests. */
  deep: boolean;
}

export interface Step {
  name: string;
  title: string;
  /** Steps without which this one says nothing; it is skipped when one of them fails. */
  needs?: readonly string[];
  run(asked: Asked): Promise<Tally>;
}
