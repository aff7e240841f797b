import type { MembershipReason, Signal } from '@sintonia/spec';
import { readDuration } from '../language/duration.js';
import type { PerformedCondition } from '../language/event-condition.js';
import { compileSignalTests } from './compile-signal-tests.js';
import type { EventMemory } from './event-memory.js';
import type { EventState } from './event-state.js';

/**
 * Counts as far as the condition needs to know: with a window the latest `limit` moments, without one a number that stops at
 * `limit`. Both are exact whatever the order of arrival, since the latest moments of a set do not depend on it.
 */
export class PerformedMemory implements EventMemory {
  readonly types: readonly string[];
  readonly #least: number;
  readonly #most: number;
  readonly #limit: number;
  readonly #within: number | undefined;
  readonly #passes: (signal: Signal) => boolean;
  readonly #band: string;

  constructor({ performed, where, atLeast, atMost, exactly, within }: PerformedCondition) {
    this.types = [performed];
    this.#passes = compileSignalTests(where);
    this.#least = exactly ?? atLeast ?? (atMost === undefined ? 1 : 0);
    this.#most = exactly ?? atMost ?? Infinity;
    this.#limit = Math.max(this.#least, this.#most === Infinity ? 1 : this.#most + 1);
    this.#within = within && readDuration(within, 'within');
    const times = exactly === undefined ? timesBetween(this.#least, this.#most) : `exactly ${exactly}`;
    this.#band = within === undefined ? times : `${times} within ${within}`;
  }

  advance(state: EventState | undefined, signal: Signal): EventState | undefined {
    if (!this.#passes(signal)) return state;
    if (this.#within === undefined) return Math.min(((state as number | undefined) ?? 0) + 1, this.#limit);
    const moments = (state as readonly number[] | undefined) ?? [];
    const isFull = moments.length >= this.#limit;
    if (isFull && signal.timestamp <= (moments[0] as number)) return state;
    const place = moments.findLastIndex((at) => at <= signal.timestamp) + 1;
    return moments.toSpliced(place, 0, signal.timestamp).slice(isFull ? 1 : 0);
  }

  holds(state: EventState | undefined, now: number): boolean {
    const count = this.#count(state, now);
    return count >= this.#least && count <= this.#most;
  }

  /** Counts only fall by time: from too many to enough, from enough to too few. */
  nextChangeAt(state: EventState | undefined, now: number): number {
    if (this.#within === undefined || state === undefined) return Infinity;
    const count = this.#count(state, now);
    const needed = count > this.#most ? this.#most + 1 : this.#least;
    if (needed === 0 || count < needed) return Infinity;
    const moments = state as readonly number[];
    return (moments[moments.length - needed] as number) + this.#within;
  }

  reason(state: EventState | undefined, now: number): MembershipReason {
    return { measure: this.types[0] as string, value: this.#count(state, now), unit: 'signals', band: this.#band };
  }

  /** Up to the limit. */
  #count(state: EventState | undefined, now: number): number {
    if (state === undefined) return 0;
    if (this.#within === undefined) return state as number;
    const from = now - this.#within;
    const moments = state as readonly number[];
    return moments.length - 1 - moments.findLastIndex((at) => at <= from);
  }
}

function timesBetween(least: number, most: number): string {
  if (most === Infinity) return `at least ${least}`;
  return least === 0 ? `at most ${most}` : `${least} to ${most}`;
}
