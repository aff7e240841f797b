import type { Provider } from '../plugins/channels.js';
import { TokenBucket } from './token-bucket.js';
import { Turns } from './turns.js';

const CONCURRENCY = 8;
/** Messages that are being claimed or marked while others are dispatched: so many share a commit, which takes as long as a disk likes. */
const AHEAD = 16;

/** How a provider may be asked, at this moment, by this process. */
export class ProviderPace {
  /** One a request. */
  readonly turns: Turns;
  /** Messages, or batches of them, that may be claimed at once. */
  readonly lanes: number;
  readonly batch: number;
  readonly #bucket: TokenBucket | undefined;
  #pausedUntil = 0;

  constructor({ dispatcher, perSecond }: Provider) {
    const { concurrency = CONCURRENCY, batch = 1 } = dispatcher.limits ?? {};
    this.batch = dispatcher.dispatchMany === undefined ? 1 : batch;
    this.turns = new Turns(concurrency);
    // Of batches no more than are under way: what is claimed when a process dies stays unknown.
    this.lanes = this.batch > 1 ? concurrency : concurrency + AHEAD;
    this.#bucket = perSecond === undefined ? undefined : new TokenBucket(perSecond);
  }

  /** It asked to be left alone, or refuses our credentials: surely nothing is accepted until then. */
  pause(until: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, until);
  }

  /** Until when it takes no message at all, if so. */
  pausedUntil(now: number): number | undefined {
    return this.#pausedUntil > now ? this.#pausedUntil : undefined;
  }

  /** Takes one message's turn. @returns when to come back, where there is none now. */
  takeTurn(now: number): number | undefined {
    return this.#bucket === undefined || this.#bucket.take(now) ? undefined : this.#bucket.book(now);
  }
}
