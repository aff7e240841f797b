import type { Signal } from '@sintonia/spec';
import type { SignalPattern } from '../language/event-condition.js';
import { compileSignalTests } from './compile-signal-tests.js';
import type { EventMemory } from './event-memory.js';
import type { EventState } from './event-state.js';

/**
 * Remembers as much as the most demanding condition needs to know: for windows the latest `limit` moments, without one a number
 * that stops at `limit`. Both are exact whatever the order of arrival, since the latest moments of a set do not depend on it.
 */
export class PerformedMemory implements EventMemory {
  readonly types: readonly string[];
  readonly #passes: (signal: Signal) => boolean;
  readonly #hasWindow: boolean;
  #limit = 0;

  constructor({ performed, where }: SignalPattern, hasWindow: boolean) {
    this.types = [performed];
    this.#passes = compileSignalTests(where);
    this.#hasWindow = hasWindow;
  }

  get kept(): number {
    return this.#hasWindow ? this.#limit : 1;
  }

  widen(limit: number): void {
    this.#limit = limit;
  }

  advance(state: EventState | undefined, signal: Signal): EventState | undefined {
    if (!this.#passes(signal)) return state;
    if (!this.#hasWindow) return Math.min(((state as number | undefined) ?? 0) + 1, this.#limit);
    const moments = (state as readonly number[] | undefined) ?? [];
    const isFull = moments.length >= this.#limit;
    if (isFull && signal.timestamp <= (moments[0] as number)) return state;
    const place = moments.findLastIndex((at) => at <= signal.timestamp) + 1;
    const next = moments.toSpliced(place, 0, signal.timestamp);
    if (isFull) next.shift();
    return next;
  }
}
