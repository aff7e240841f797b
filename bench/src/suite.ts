import type { Figure } from './measurement.js';

/** How much is measured. Every suite says what is usual for it; options change it. */
export interface Sizes {
  readonly people: number;
  readonly items: number;
  readonly signals: number;
  /** How often everything is measured. What is reported is the median. */
  readonly rounds: number;
  /** The longest that one measurement of a throughput goes on. */
  readonly seconds: number;
}

/** One thing to measure, in a process of its own. */
export interface BenchCase {
  readonly name: string;
  readonly about: string;
  /** Files it can't do without. Where one is missing it is left out. */
  readonly reads?: readonly string[];
  /** @param say tells people how far it is. */
  run(sizes: Sizes, say: (progress: string) => void): Promise<readonly Figure[]>;
}

export interface BenchSuite {
  readonly name: string;
  readonly about: string;
  readonly sizes: Sizes;
  /** With `--quick`: to see that it runs, not to believe its figures. */
  readonly quick: Sizes;
  /** With `--deep`: what takes too long for every day. */
  readonly deep?: Sizes;
  readonly cases: readonly BenchCase[];
}
