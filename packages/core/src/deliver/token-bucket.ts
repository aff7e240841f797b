import { SECOND } from '@sintonia/spec';

/**
 * So many a second, and at most those of one second at once. Whoever gets none is told when it will be their turn: turns are
 * given once, so that those who wait don't all come back at the same moment.
 */
export class TokenBucket {
  #tokens: number;
  #filledAt = Number.NEGATIVE_INFINITY;
  #bookedUntil = Number.NEGATIVE_INFINITY;

  constructor(private readonly perSecond: number) {
    this.#tokens = this.#most;
  }

  take(now: number): boolean {
    // A clock that was set back gives nothing, and takes nothing.
    const seconds = Math.max(0, now - this.#filledAt) / SECOND;
    this.#tokens = Math.min(this.#most, this.#tokens + seconds * this.perSecond);
    this.#filledAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** The next turn that nobody has yet, at a full second: so many come together as are let through together. */
  book(now: number): number {
    this.#bookedUntil = Math.max(now + ((1 - this.#tokens) / this.perSecond) * SECOND, this.#bookedUntil);
    const turn = Math.ceil(this.#bookedUntil / SECOND) * SECOND;
    this.#bookedUntil += SECOND / this.perSecond;
    return Math.max(turn, now + 1);
  }

  get #most(): number {
    return Math.max(1, this.perSecond);
  }
}
