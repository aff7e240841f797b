import type { MembershipReason } from '@sintonia/spec';
import type { EventMemory } from './event-memory.js';
import type { EventState } from './event-state.js';

/** What one condition asks of what is remembered. */
export interface EventQuestion {
  /** Says in JSON what has to be remembered: conditions that say the same share one memory. */
  readonly about: string;
  /** How many moments it needs. */
  readonly limit: number;
  /** A memory for this question, and for others about the same. */
  memory(): EventMemory;
  holds(state: EventState | undefined, now: number): boolean;
  /** Infinity when time alone changes nothing. */
  nextChangeAt(state: EventState | undefined, now: number): number;
  reason(state: EventState | undefined, now: number): MembershipReason;
}
