/** What a rule may cost. Beyond, it is refused with a coded error. */
export const ruleLimits = {
  /** Conditions, tests in `where` and steps of sequences, all together. */
  nodes: 500,
  /** Conditions inside conditions; a rule of one condition has depth 1. */
  depth: 32,
  /** Elements of one `in`. */
  elements: 1_000,
  /** Largest number in `atLeast`, `atMost` and `exactly` of `performed`. */
  count: 1_000,
  /** Moments kept for one person and one rule: the sum of those numbers over conditions with a window. */
  kept: 10_000,
  /** Segments of one tracker. */
  segments: 1_000,
  /** Moments kept for one person and all segments of a tracker, those of a shared condition once. */
  keptTogether: 20_000,
  /** Steps of one sequence. */
  steps: 8,
} as const;

/** How many moments a sequence remembers, to put signals that arrive late in their place. */
export const sequenceMemory = 64;
