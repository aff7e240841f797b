import type { MembershipReason, Signal } from '@sintonia/spec';
import { readDuration } from '../language/duration.js';
import type { SequenceCondition } from '../language/event-condition.js';
import { sequenceMemory } from '../language/rule-limits.js';
import { compileSignalTests } from './compile-signal-tests.js';
import type { EventMemory } from './event-memory.js';
import type { EventState, SequenceState } from './event-state.js';

type Chain = Pick<SequenceState, 'starts' | 'done'>;

/**
 * Follows a sequence with a memory of 64 moments. For each step it is enough to know when the latest chain that reached it
 * began: whatever ends later is shortest and youngest with the latest beginning. Signals in order need no more than that; the
 * moments are there to put late ones in their place. What is later than 64 other moments of its steps is passed over.
 */
export class SequenceMemory implements EventMemory {
  readonly types: readonly string[];
  readonly kept = sequenceMemory;
  readonly #steps: readonly { type: string; passes: (signal: Signal) => boolean }[];
  readonly #empty: SequenceState;
  readonly #span: number;
  readonly #within: number;
  readonly #name: string;
  readonly #band: string;

  constructor({ sequence, span, within }: SequenceCondition) {
    this.#steps = sequence.map(({ performed, where }) => ({ type: performed, passes: compileSignalTests(where) }));
    this.types = [...new Set(this.#steps.map(({ type }) => type))];
    this.#empty = { folded: null, starts: sequence.slice(1).map(() => null), done: null, begun: null, recent: [] };
    this.#span = span === undefined ? Infinity : readDuration(span, 'span');
    this.#within = within === undefined ? Infinity : readDuration(within, 'within');
    this.#name = this.#steps.map(({ type }) => type).join(' → ');
    this.#band = ['in this order', span && `in ${span}`, within && `within ${within}`].filter(Boolean).join(', ');
  }

  advance(state: EventState | undefined, signal: Signal): EventState | undefined {
    const at = signal.timestamp;
    const steps = this.#steps.reduce(
      (bits, step, index) => bits | (step.type === signal.type && step.passes(signal) ? 1 << index : 0),
      0,
    );
    const before = (state as SequenceState | undefined) ?? this.#empty;
    if (steps === 0 || (before.folded !== null && at <= before.folded)) return state;

    const place = before.recent.findLastIndex(([moment]) => moment <= at);
    const same = before.recent[place];
    if (same?.[0] !== at) return this.#settled(before, before.recent.toSpliced(place + 1, 0, [at, steps]));
    const all = same[1] | steps;
    return all === same[1] ? state : this.#settled(before, before.recent.with(place, [at, all]));
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

  /** Folds what is too much, and says once for all questions when the latest chain began. */
  #settled({ folded, starts, done }: SequenceState, recent: SequenceState['recent']): SequenceState {
    const [oldest] = recent;
    if (oldest === undefined || recent.length <= sequenceMemory) {
      return { folded, starts, done, begun: this.#follow({ starts, done }, recent).done, recent };
    }
    return this.#settled(
      { ...this.#empty, folded: oldest[0], ...this.#follow({ starts, done }, [oldest]) },
      recent.slice(1),
    );
  }

  #follow(from: Chain, moments: SequenceState['recent']): Chain {
    const starts = [...from.starts];
    let { done } = from;
    for (const [at, steps] of moments) {
      // Last step first: what a signal reaches must not count as earlier than itself.
      for (let step = this.#steps.length - 1; step >= 0; step--) {
        if ((steps & (1 << step)) === 0) continue;
        const begun = step === 0 ? at : (starts[step - 1] ?? null);
        if (begun === null) continue;
        if (step < starts.length) starts[step] = later(starts[step], begun);
        else if (at - begun <= this.#span) done = later(done, begun);
      }
    }
    return { starts, done };
  }
}

const begunIn = (state: EventState | undefined) => (state as SequenceState | undefined)?.begun ?? null;

const later = (a: number | null | undefined, b: number) => (a === null || a === undefined ? b : Math.max(a, b));
