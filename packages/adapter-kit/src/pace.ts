import type { RateLimit } from './rate-limit.js';

/** Until when each host wants to be left alone, by its own headers. */
export class Pace {
  readonly #notBefore = new Map<string, number>();

  /** Takes note of what an answer said about the requests that are left. */
  learn(host: string, limit: RateLimit | undefined): void {
    if (limit === undefined) return;
    if (limit.remaining < 1 && limit.resetAt !== undefined) this.#notBefore.set(host, limit.resetAt);
    else this.#notBefore.delete(host);
  }

  /** How long the next request should wait. Milliseconds. */
  wait(host: string, now: number): number {
    return Math.max(0, (this.#notBefore.get(host) ?? 0) - now);
  }
}
