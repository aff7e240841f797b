import type { Duration } from './duration.js';
import type { ValueTest } from './value-test.js';

/** A test of one signal: of one of its properties, or of its `itemId` or `value`. */
export type SignalTest = ({ readonly property: string } | { readonly signal: 'itemId' | 'value' }) & ValueTest;

/** Which signals are meant: those of a type that pass every test in `where`. */
export interface SignalPattern {
  readonly performed: string;
  readonly where?: readonly SignalTest[];
}

/**
 * How often the person did something: `{ performed: 'Order Completed', atLeast: 2, within: '90d' }`. Without a number, at least
 * once. Numbers are whole, 0 to 1,000.
 */
export interface PerformedCondition extends SignalPattern {
  readonly atLeast?: number;
  readonly atMost?: number;
  /** Instead of the other two. */
  readonly exactly?: number;
  /** Counts what is younger than this. Default: everything. */
  readonly within?: Duration;
}

/** The person did one thing after another, each strictly later than the one before; other signals may lie between. */
export interface SequenceCondition {
  /** 2 to 8 steps. */
  readonly sequence: readonly SignalPattern[];
  /** From the first step to the last, at most this long. Default: any time. */
  readonly span?: Duration;
  /** The first step is younger than this. Default: any age. */
  readonly within?: Duration;
}
