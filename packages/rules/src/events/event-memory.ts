import type { MembershipReason, Signal } from '@sintonia/spec';
import type { EventState } from './event-state.js';

/**
 * How one condition on signals remembers them. The state depends on which signals there were and not on the order in which
 * they came (sequences: see `SequenceMemory`), so that whatever is asked of it is the same as of the whole history.
 */
export interface EventMemory {
  /** Signal types that it listens to. */
  readonly types: readonly string[];
  /** Moments that it keeps of one person, at most. */
  readonly kept: number;
  /** The state with one signal more; the same object when nothing changes. */
  advance(state: EventState | undefined, signal: Signal): EventState | undefined;
  holds(state: EventState | undefined, now: number): boolean;
  /** Infinity when time alone changes nothing. */
  nextChangeAt(state: EventState | undefined, now: number): number;
  reason(state: EventState | undefined, now: number): MembershipReason;
}
