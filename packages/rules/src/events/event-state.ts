/** What a sequence remembers. */
export interface SequenceState {
  /** Signals up to this moment are folded into `starts` and `done`; null when none is. */
  readonly folded: number | null;
  /** By step, when the latest chain that reached it had begun; null when none did. */
  readonly starts: readonly (number | null)[];
  /** When the latest complete chain up to `folded` had begun; null when there is none. */
  readonly done: number | null;
  /** The same, of all signals. */
  readonly begun: number | null;
  /** Later moments, oldest first, each with its steps as bits. */
  readonly recent: readonly (readonly [at: number, steps: number])[];
}

/** What one condition remembers of one person: a number, the latest moments oldest first, or a sequence. Plain JSON. */
export type EventState = number | readonly number[] | SequenceState;

/** By the condition's key in its index. A condition that has met no signal is left out. */
export type EventStates = Readonly<Record<string, EventState>>;
