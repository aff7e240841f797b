/** What rises. */
export type RiseOf =
  /** A term that people use, as most of them write it. Words of one stem are one term. */
  | { readonly kind: 'term'; readonly term: string }
  | { readonly kind: 'item'; readonly itemId: string }
  | { readonly kind: 'attribute'; readonly attribute: string; readonly value: string };

/** Something that is said or done more than usual at the moment. */
export type Rise = RiseOf & {
  /** The group in which it rises; absent where it does so among everybody. */
  readonly segment?: string;
  /** How often since then, a person once a day (or hour). */
  readonly count: number;
  /** How often its past let expect, for as much as was said or done at all. 0 for what is new. */
  readonly expected: number;
  /** How many different people. At least `leastPeople`. */
  readonly people: number;
  /** The start of the day (or hour) with which it began to rise, in milliseconds since 1970. */
  readonly since: number;
  /** The chance of such a rise by accident, before it is held against how much was looked at. */
  readonly chance: number;
  /** The evidence, faded: the logarithm of how much likelier a rise makes what was seen, times how fresh it is. Above 0. */
  readonly score: number;
  /** How well those texts speak, from −1 to 1. Absent where fewer than `leastPeople` wrote any. */
  readonly sentiment?: number;
};
