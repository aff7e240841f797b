import type { Signal } from '@sintonia/spec';
import type { EventState } from './event-state.js';

/**
 * How signals of one kind are remembered, for all conditions that ask about them. The state depends on which signals there were
 * and not on the order in which they came (sequences: see `SequenceMemory`), so that whatever is asked of it is the same as of
 * the whole history.
 */
export interface EventMemory {
  /** Signal types that it listens to. */
  readonly types: readonly string[];
  /** Moments that it keeps of one person, at most. */
  readonly kept: number;
  /** How many moments the most demanding of its conditions needs. */
  widen(limit: number): void;
  /** The state with one signal more; the same object when nothing changes. */
  advance(state: EventState | undefined, signal: Signal): EventState | undefined;
}
