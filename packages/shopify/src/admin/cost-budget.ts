import { setTimeout } from 'node:timers/promises';
import type { Clock } from '@sintonia/spec';

type Pause = (milliseconds: number, abort: AbortSignal) => Promise<void>;

/** An hour: nobody's bucket takes longer, and no answer makes us wait for ever. */
const LONGEST = 60 * 60 * 1000;

/**
 * What operations may cost by now. Shopify gives each app and shop a bucket of points that fills at a steady rate; each operation
 * says what it asked for, and what is left (`extensions.cost`).
 */
export class CostBudget {
  readonly #clock: Clock;
  readonly pause: Pause;
  readonly #costs = new Map<string, number>();
  #left: { readonly points: number; readonly at: number; readonly perSecond: number } | undefined;

  constructor(clock: Clock, pause: Pause = sleep) {
    this.#clock = clock;
    this.pause = pause;
  }

  /** Waits until there is enough for what this operation asked for the last time. */
  async wait(operation: string, abort: AbortSignal): Promise<void> {
    const missing = this.#msUntil(this.#costs.get(operation) ?? 0);
    if (missing > 0) await this.pause(missing, abort);
  }

  /**
   * Takes note of what an answer says.
   *
   * @returns after how many milliseconds there will be enough for the same again; `undefined` where it does not say.
   */
  learn(extensions: unknown, operation?: string): number | undefined {
    const { cost } = (extensions ?? {}) as { cost?: Cost };
    const requested = cost?.requestedQueryCost;
    const { currentlyAvailable: points, restoreRate: perSecond } = cost?.throttleStatus ?? {};
    if (operation !== undefined && isPoints(requested)) this.#costs.set(operation, requested);
    if (!isPoints(points) || !isPoints(perSecond) || perSecond === 0) return undefined;
    this.#left = { points, at: this.#clock.now(), perSecond };
    return isPoints(requested) ? this.#msUntil(requested) : undefined;
  }

  #msUntil(cost: number): number {
    if (this.#left === undefined) return 0;
    const { points, at, perSecond } = this.#left;
    const restored = at + ((cost - points) / perSecond) * 1000;
    return Math.min(Math.max(0, Math.ceil(restored - this.#clock.now())), LONGEST);
  }
}

interface Cost {
  readonly requestedQueryCost?: unknown;
  readonly throttleStatus?: { readonly currentlyAvailable?: unknown; readonly restoreRate?: unknown };
}

function isPoints(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && Number.isFinite(value);
}

async function sleep(milliseconds: number, abort: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal: abort }).catch(() => {});
}
