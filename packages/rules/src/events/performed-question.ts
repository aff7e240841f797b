import type { MembershipReason } from '@sintonia/spec';
import { readDuration } from '../language/duration.js';
import type { PerformedCondition, SignalPattern } from '../language/event-condition.js';
import type { EventQuestion } from './event-question.js';
import type { EventState } from './event-state.js';
import { PerformedMemory } from './performed-memory.js';

/** How often somebody did something. Others may need more moments: those beyond its own limit make no difference. */
export class PerformedQuestion implements EventQuestion {
  readonly about: string;
  readonly limit: number;
  readonly #pattern: SignalPattern;
  readonly #least: number;
  readonly #most: number;
  readonly #within: number | undefined;
  readonly #band: string;

  constructor({ performed, where = [], atLeast, atMost, exactly, within }: PerformedCondition) {
    this.#pattern = { performed, where };
    this.#least = exactly ?? atLeast ?? (atMost === undefined ? 1 : 0);
    this.#most = exactly ?? atMost ?? Infinity;
    this.limit = Math.max(this.#least, this.#most === Infinity ? 1 : this.#most + 1);
    this.#within = within && readDuration(within, 'within');
    this.about = JSON.stringify([within === undefined ? 'count' : 'moments', performed, where]);
    const times = exactly === undefined ? timesBetween(this.#least, this.#most) : `exactly ${exactly}`;
    this.#band = within === undefined ? times : `${times} within ${within}`;
  }

  memory(): PerformedMemory {
    return new PerformedMemory(this.#pattern, this.#within !== undefined);
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
    const { performed } = this.#pattern;
    return { measure: performed, value: this.#count(state, now), unit: 'signals', band: this.#band };
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
    while (count < this.limit && this.#reaches(state, now, count + 1)) count++;
    return count;
  }
}

function timesBetween(least: number, most: number): string {
  if (most === Infinity) return `at least ${least}`;
  return least === 0 ? `at most ${most}` : `${least} to ${most}`;
}
