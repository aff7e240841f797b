import type { Duration } from '../language/duration.js';
import type { SequenceCondition } from '../language/event-condition.js';

/** One thing after another. */
export class SequenceBuilder {
  readonly #condition: SequenceCondition;

  constructor(condition: SequenceCondition) {
    this.#condition = condition;
  }

  /** From the first step to the last, at most this long. */
  span(span: Duration): SequenceBuilder {
    return new SequenceBuilder({ ...this.#condition, span });
  }

  /** The first step is younger than this. */
  within(within: Duration): SequenceBuilder {
    return new SequenceBuilder({ ...this.#condition, within });
  }

  toJSON(): SequenceCondition {
    return this.#condition;
  }
}
