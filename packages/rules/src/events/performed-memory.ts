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
  readonly kept: number;
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
    this.kept = within === undefined ? 1 : this.#limit;
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
    return this.#reaches(state, now, this.#least) && !this.#reaches(state, now, this.#most + 1);
  }

  /** Counts only fall by time: from too many to enough, from enough to too few. */
  nextChangeAt(state: EventState | undefined, now: number): number {
    if (this.#within === undefined || state === undefined) return Infinity;
    const needed = this.#reaches(state, now, this.#most + 1) ? this.#most + 1 : this.#least;
    if (needed === 0 || !this.#reaches(state, now, needed)) return Infinity;
    const moments = state as readonly number[];
    return (moments[moments.length - needed] as number) + this.#within;
  }

  reason(state: EventState | undefined, now: number): MembershipReason {
    return { measure: this.types[0] as string, value: this.#count(state, now), unit: 'signals', band: this.#band };
  }

  /** Whether there are so many in the window: whether the so-many-th from the end lies in it. */
  #reaches(state: EventState | undefined, now: number, times: number): boolean {
    if (times <= 0 || state === undefined) return times <= 0;
    if (this.#within === undefined) return (state as number) >= times;
    const moments = state as readonly number[];
    return times <= moments.length && (moments[moments.length - times] as number) > now - this.#within;
  }

  /** Up to the limit. */
  #count(state: EventState | undefined, now: number): number {
    let count = 0;
    while (count < this.#limit && this.#reaches(state, now, count + 1)) count++;
    return count;
  }
}

function timesBetween(least: number, most: number): string {
  if (most === Infinity) return `at least ${least}`;
  return least === 0 ? `at most ${most}` : `${least} to ${most}`;
}
