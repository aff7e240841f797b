import type { Duration } from './duration.js';
import type { NumberRange, ValueTest } from './value-test.js';

/** A fact that the person or your service told: `{ trait: 'plan', is: 'paid' }`. */
export type TraitCondition<Name extends string = string> = { readonly trait: Name } & ValueTest;

/**
 * A number that is known of a person: revenue, how many signals of a type there ever were, or a numeric trait. Without signals,
 * the first two are 0; a trait that is missing or no number meets nothing.
 */
export type Measure = 'revenue' | { readonly count: string } | { readonly trait: string };

/** `{ measure: { count: 'Order Completed' }, atLeast: 3 }` */
export type MeasureCondition = { readonly measure: Measure } & NumberRange;

/**
 * How long ago the first or the last signal happened: `{ age: 'lastSeen', atLeast: '30d' }`. Both bounds are inclusive, at least
 * one is given. Who has no signals meets none.
 */
export interface AgeCondition {
  readonly age: 'firstSeen' | 'lastSeen';
  readonly atLeast?: Duration;
  readonly atMost?: Duration;
}

/**
 * The person lies in the top (or bottom) part of everybody: `{ percentile: 'revenue', top: 10 }`. Holds for nobody until
 * `fitPercentiles` has frozen a threshold.
 */
export type PercentileCondition = {
  readonly percentile: Measure;
  /** Made by `fitPercentiles`. `null` when no value parts so small a share of the people from the rest. */
  readonly threshold?: number | null;
} & ({ readonly top: number } | { readonly bottom: number });

/** The person is in another segment. */
export interface SegmentCondition {
  readonly inSegment: string;
}

/** The person is on a list that you keep, such as an import. */
export interface ListCondition {
  readonly inList: string;
}
