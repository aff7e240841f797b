import type { Clock } from '@sintonia/spec';
import { pause as sleep } from '../pause.js';

/** What an answer says about points: what its operation asked for, and what is left and restored. */
export interface PointCost {
  readonly requested?: unknown;
  readonly left?: unknown;
  readonly perSecond?: unknown;
}

/** An hour: nobody's bucket takes longer, and no answer makes us wait for ever. */
const LONGEST = 60 * 60 * 1000;

/** What operations may cost by now, where a platform gives each of its clients a bucket of points that fills at a steady rate. */
export class PointBudget {
  readonly #clock: Clock;
  readonly #pause: typeof sleep;
  readonly #costs = new Map<string, number>();
  #left: { readonly points: number; readonly at: number; readonly perSecond: number } | undefined;

  constructor(clock: Clock, pause: typeof sleep = sleep) {
    this.#clock = clock;
    this.#pause = pause;
  }

  /** Waits until there is enough for what this operation asked for the last time. */
  async wait(operation: string, abort: AbortSignal): Promise<void> {
    const missing = this.#msUntil(this.#costs.get(operation) ?? 0);
    if (missing > 0) await this.#pause(missing, abort);
  }

  /**
   * Takes note of what an answer says.
   *
   * @returns after how many milliseconds there will be enough for the same again; `undefined` where it does not say.
   */
  learn({ requested, left, perSecond }: PointCost, operation?: string): number | undefined {
    if (operation !== undefined && isPoints(requested)) this.#costs.set(operation, requested);
    if (!isPoints(left) || !isPoints(perSecond) || perSecond === 0) return undefined;
    this.#left = { points: left, at: this.#clock.now(), perSecond };
    return isPoints(requested) ? this.#msUntil(requested) : undefined;
  }

  #msUntil(cost: number): number {
    if (this.#left === undefined) return 0;
    const { points, at, perSecond } = this.#left;
    const restored = at + ((cost - points) / perSecond) * 1000;
    return Math.min(Math.max(0, Math.ceil(restored - this.#clock.now())), LONGEST);
  }
}

function isPoints(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && Number.isFinite(value);
}
