import { type Clock, type Moment, readMoment, SintoniaError } from '@sintonia/spec';

/** A clock that stands still until a test moves it. */
export interface TestClock extends Clock {
  /** Moves on by so many milliseconds, 0 or more. Returns the new time. @throws SINTONIA_INPUT_INVALID */
  advance(milliseconds: number): number;
  /** Jumps to a moment, also backwards. Returns the new time. @throws SINTONIA_INPUT_INVALID */
  set(moment: Moment): number;
}

/** A clock for tests. `start` defaults to 2026-01-01T00:00:00Z. @throws SINTONIA_INPUT_INVALID when `start` is no moment. */
export function testClock(start: Moment = '2026-01-01T00:00:00Z'): TestClock {
  let now = readMoment(start, 'start');
  return {
    now: () => now,
    advance(milliseconds) {
      if (!(milliseconds >= 0)) {
        throw new SintoniaError('INPUT_INVALID', 'advance only goes forward; to go back, use set.', {
          field: 'milliseconds',
        });
      }
      now = readMoment(now + milliseconds, 'milliseconds');
      return now;
    },
    set(moment) {
      now = readMoment(moment, 'moment');
      return now;
    },
  };
}
