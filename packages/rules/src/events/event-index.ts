import { type Signal, SintoniaError } from '@sintonia/spec';
import type { PerformedCondition, SequenceCondition } from '../language/event-condition.js';
import type { EventMemory } from './event-memory.js';
import type { EventState, EventStates } from './event-state.js';
import { PerformedMemory } from './performed-memory.js';
import { SequenceMemory } from './sequence-memory.js';

interface Entry {
  /** Under which the state of this condition is kept. */
  readonly key: string;
  readonly memory: EventMemory;
}

/** The conditions on signals of one or many rules, each once, found by the types of signals that they listen to. */
export class EventIndex {
  readonly #entries = new Map<string, Entry>();
  readonly #byType = new Map<string, Entry[]>();
  #of: string | undefined;

  /** The same condition, in whichever rule, is remembered once. */
  enter(condition: PerformedCondition | SequenceCondition): Entry {
    const text = JSON.stringify(condition);
    const known = this.#entries.get(text);
    if (known !== undefined) return known;
    const memory = 'sequence' in condition ? new SequenceMemory(condition) : new PerformedMemory(condition);
    const entry = { key: String(this.#entries.size), memory };
    this.#entries.set(text, entry);
    this.#of = undefined;
    for (const type of memory.types) this.#byType.set(type, [...(this.#byType.get(type) ?? []), entry]);
    return entry;
  }

  /** Moments kept of one person, at most. */
  get kept(): number {
    return [...this.#entries.values()].reduce((sum, { memory }) => sum + memory.kept, 0);
  }

  /** Whether any condition listens to signals of this type. */
  heeds(type: string): boolean {
    return this.#byType.has(type);
  }

  /** Tells states of this index from those of another: they mean something only together with its conditions. */
  get of(): string {
    this.#of ??= fingerprint([...this.#entries.keys()].join('\n'));
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
}

/** 64 bits of FNV-1a over UTF-16 code units, as hexadecimal. */
function fingerprint(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let at = 0; at < text.length; at++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(at))) * 0x100000001b3n);
  }
  return hash.toString(16);
}
