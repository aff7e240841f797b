import { DAY } from '@sintonia/spec';
import type { Timeline } from '../../features/timeline.js';

/** What is to be foretold of somebody. */
export interface Goal {
  /** Milliseconds that it may take. */
  readonly within: number;
  /** What somebody lacks about whom it makes no sense to ask. */
  readonly lacks: string;
  /** Whether it makes sense to ask about this person at `moment`. */
  asks(timeline: Timeline, moment: number): boolean;
  /** Whether it came true in the time after `moment`. */
  cameTrue(timeline: Timeline, moment: number): boolean;
}

/** That somebody does something. Asked about everybody who has done anything yet. */
export function doing(within: number): Goal {
  return {
    within,
    lacks: 'signals to go by',
    asks: (timeline, moment) => did(timeline, -Infinity, moment),
    cameTrue: (timeline, moment) => did(timeline, moment, moment + within, true),
  };
}

/** That somebody stays away. Asked about those who did something lately. */
export function stayingAway(within: number, activeWithin: number): Goal {
  return {
    within,
    lacks: `activity in the last ${Math.round((10 * activeWithin) / DAY) / 10} days`,
    asks: (timeline, moment) => did(timeline, moment - activeWithin, moment, true),
    cameTrue: (timeline, moment) => !did(timeline, moment, moment + within, true),
  };
}

/** After `from` (without) until `until`. */
function did(timeline: Timeline, from: number, until: number, hitsOnly = false): boolean {
  for (const deed of timeline.until(until)) {
    if (deed.at <= from) return false;
    if (deed.isHit || !hitsOnly) return true;
  }
  return false;
}
