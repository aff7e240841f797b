import type { MembershipReason } from '@sintonia/spec';
import { readDuration } from '../language/duration.js';
import type { SequenceCondition } from '../language/event-condition.js';
import { sequenceMemory } from '../language/rule-limits.js';
import type { EventQuestion } from './event-question.js';
import type { EventState, SequenceState } from './event-state.js';
import { SequenceMemory } from './sequence-memory.js';

/** Whether somebody did one thing after another, lately. */
export class SequenceQuestion implements EventQuestion {
  readonly about: string;
  readonly limit = sequenceMemory;
  readonly #condition: SequenceCondition;
  readonly #within: number;
  readonly #name: string;
  readonly #band: string;

  constructor(condition: SequenceCondition) {
    const { sequence, span, within } = condition;
    this.#condition = condition;
    this.#within = within === undefined ? Infinity : readDuration(within, 'within');
    this.about = JSON.stringify(['sequence', sequence, span]);
    this.#name = sequence.map(({ performed }) => performed).join(' → ');
    this.#band = ['in this order', span && `in ${span}`, within && `within ${within}`].filter(Boolean).join(', ');
  }

  memory(): SequenceMemory {
    return new SequenceMemory(this.#condition);
  }

  holds(state: EventState | undefined, now: number): boolean {
    const begun = begunIn(state);
    return begun !== null && begun > now - this.#within;
  }

  nextChangeAt(state: EventState | undefined, now: number): number {
    const begun = begunIn(state);
    return begun !== null && begun > now - this.#within ? begun + this.#within : Infinity;
  }

  reason(state: EventState | undefined): MembershipReason {
    const begun = begunIn(state);
    return { measure: this.#name, value: begun === null ? null : new Date(begun).toISOString(), band: this.#band };
  }
}

const begunIn = (state: EventState | undefined) => (state as SequenceState | undefined)?.begun ?? null;
