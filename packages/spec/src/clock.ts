/**
 * Where time comes from. The engine never reads the system clock itself, so that a test, a replay or a demo on old data
 * can say what "now" is.
 */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

/** The machine's own clock. The default of an engine. */
export const systemClock: Clock = { now: () => Date.now() };

/** A moment as callers may write it: a `Date`, an ISO 8601 text (a time of day with its zone), or milliseconds since 1970. */
export type Moment = Date | string | number;

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
