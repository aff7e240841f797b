import { type Signal, SintoniaError } from '@sintonia/spec';
import type { PerformedCondition, SequenceCondition } from '../language/event-condition.js';
import type { EventMemory } from './event-memory.js';
import type { EventQuestion } from './event-question.js';
import type { EventState, EventStates } from './event-state.js';
import { fingerprint } from './fingerprint.js';
import { PerformedQuestion } from './performed-question.js';
import { SequenceQuestion } from './sequence-question.js';

interface Entry {
  /** Under which its state is kept. */
  readonly key: string;
  readonly memory: EventMemory;
  /** The most that any condition needs. */
  limit: number;
}

/** A condition, and where that is kept which it asks about. */
interface Entered {
  readonly key: string;
  readonly question: EventQuestion;
}

/** Raised when states take another form, so that old ones are not misread. */
const FORM = 3;

/** What conditions on signals of one or many rules need to have remembered, found by the types of signals that it comes from. */
export class EventIndex {
  readonly #entries = new Map<string, Entry>();
  readonly #byType = new Map<string, Entry[]>();
  #of: string | undefined;

  /** What several conditions ask about, each with limits and a window of its own, is remembered once. */
  enter(condition: PerformedCondition | SequenceCondition): Entered {
    const question = 'sequence' in condition ? new SequenceQuestion(condition) : new PerformedQuestion(condition);
    const entry = this.#entries.get(question.about) ?? this.#added(question);
    entry.limit = Math.max(entry.limit, question.limit);
    entry.memory.widen(entry.limit);
    this.#of = undefined;
    return { key: entry.key, question };
  }

  /** Moments kept of one person, at most. */
  get kept(): number {
    return [...this.#entries.values()].reduce((sum, { memory }) => sum + memory.kept, 0);
  }

  /** Those of the signals that any condition listens to. */
  get types(): readonly string[] {
    return [...this.#byType.keys()];
  }

  /** Whether any condition listens to signals of this type. */
  heeds(type: string): boolean {
    return this.#byType.has(type);
  }

  /** Tells states of this index from those of another: they mean something only together with its conditions. */
  get of(): string {
    this.#of ??= fingerprint(JSON.stringify([FORM, [...this.#entries].map(([about, { limit }]) => [about, limit])]));
    return this.#of;
  }

  /** @throws SINTONIA_SNAPSHOT_INVALID when the states are of other conditions. */
  assertKnown(state: { readonly of: string }): void {
    if (state.of === this.of) return;
    const message = 'The state belongs to other conditions. Make a new one from the history with start().';
    throw new SintoniaError('SNAPSHOT_INVALID', message, { field: 'state' });
  }

  /** The states with one signal more; the same object when no condition heeds it. */
  advance(states: EventStates, signal: Signal): EventStates {
    let next: Record<string, EventState> | undefined;
    for (const { key, memory } of this.#byType.get(signal.type) ?? []) {
      const state = memory.advance(states[key], signal);
      if (state === undefined || state === states[key]) continue;
      next ??= { ...states };
      next[key] = state;
    }
    return next ?? states;
  }

  /** The states after a whole history, in whichever order it is given. */
  replay(signals: readonly Signal[]): EventStates {
    const states: Record<string, EventState> = {};
    const heeded = signals.filter(({ type }) => this.#byType.has(type));
    for (const signal of heeded.sort((a, b) => a.timestamp - b.timestamp)) {
      for (const { key, memory } of this.#byType.get(signal.type) ?? []) {
        const state = memory.advance(states[key], signal);
        if (state !== undefined) states[key] = state;
      }
    }
    return states;
  }

  #added(question: EventQuestion): Entry {
    const entry = { key: String(this.#entries.size), memory: question.memory(), limit: 0 };
    this.#entries.set(question.about, entry);
    for (const type of entry.memory.types) this.#byType.set(type, [...(this.#byType.get(type) ?? []), entry]);
    return entry;
  }
}
