import type { JsonValue, Signal, TraitValue } from '@sintonia/spec';

/** When and where a trait is asked. */
export interface TraitMoment {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The person's time zone. */
  readonly zone: string;
}

/**
 * How one trait remembers the signals of a person, in a state that is plain, bounded JSON. A value depends on which signals
 * there were, and on neither their order nor how they were split, so that it is always what the whole history says.
 */
export interface TraitMemory {
  /** The state with one signal more; the same when it says nothing. */
  advance(state: JsonValue | undefined, signal: Signal, zone: string): JsonValue | undefined;
  /** The state of the signals of both, none of which they share. */
  merge(one: JsonValue, other: JsonValue): JsonValue;
  /** Undefined when there is nothing to say. */
  value(state: JsonValue | undefined, moment: TraitMoment): TraitValue | undefined;
  /** The first moment after now at which time alone may change the value, or before; Infinity when it never does. */
  nextChangeAt(state: JsonValue | undefined, moment: TraitMoment): number;
}
