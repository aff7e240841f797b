/** When the latest chain that reached each step had begun; null when none did. */
export interface Chain {
  /** Of every step but the last. */
  readonly starts: readonly (number | null)[];
  /** Of the last: of the latest complete chain. */
  readonly begun: number | null;
}

/** What a sequence remembers: the chain of all signals, and what puts late ones in their place. */
export interface SequenceState extends Chain {
  /**
   * The latest moments, oldest first, each with its steps as bits: when, or how long after the one before, and the bits, in base 36:
   * `mk3j2o00:3 a5:1 …`. A text, for few signals come late, and a short one, for it is written with every signal.
   */
  readonly recent: string;
  /** The last of those; 0 when there are none. */
  readonly last: number;
  /** How many those are. */
  readonly kept: number;
  /** The chain of those before, up to and with the moment `at`; null when there are none. */
  readonly folded: (Chain & { readonly at: number }) | null;
}

/** What is remembered of one person's signals of one kind: a number, the latest moments oldest first, or a sequence. Plain JSON. */
export type EventState = number | readonly number[] | SequenceState;

/** By their key in an index. A kind of which no signal came is left out. */
export type EventStates = Readonly<Record<string, EventState>>;
