import type { WorkOptions } from './work-options.js';

const SLICE_MS = 10;

type Soon = (callback: () => void) => unknown;

// Where there is no setImmediate (outside Node), a timer does.
const soon: Soon = (globalThis as { setImmediate?: Soon }).setImmediate ?? ((callback) => setTimeout(callback, 0));

/** Lets the event loop turn every 10 ms of long work, and heeds who wants it stopped or wants to know how far it is. */
export class Pace {
  #since = performance.now();
  readonly #signal: AbortSignal | undefined;
  readonly #progress: WorkOptions['progress'];

  /** @throws the reason of the signal */
  constructor({ signal, progress }: WorkOptions) {
    signal?.throwIfAborted();
    this.#signal = signal;
    this.#progress = progress;
  }

  /** Called between two small pieces of work; returns nothing where there is no need to wait. */
  rest(fraction?: number): Promise<void> | undefined {
    return performance.now() - this.#since < SLICE_MS ? undefined : this.#turn(fraction);
  }

  done(): void {
    this.#progress?.(1);
  }

  async #turn(fraction: number | undefined): Promise<void> {
    if (fraction !== undefined) this.#progress?.(Math.min(1, fraction));
    await new Promise<void>((resolve) => soon(resolve));
    this.#signal?.throwIfAborted();
    this.#since = performance.now();
  }
}
