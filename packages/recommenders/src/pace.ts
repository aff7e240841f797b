import { setImmediate } from 'node:timers/promises';
import { SintoniaError } from '@sintonia/spec';

const SLICE_MS = 5;

/**
 * Keeps long work polite: it runs in slices of about 5 ms, lets the event loop turn between two of them, and stops when asked.
 *
 * ```ts
 * for (const row of rows) {
 *   if (pace.due()) await pace.rest();
 *   …
 * }
 * ```
 */
export class Pace {
  readonly #abort: AbortSignal;
  #since = performance.now();

  constructor(abort: AbortSignal) {
    this.#abort = abort;
    this.check();
  }

  /** Whether the slice is used up. */
  due(): boolean {
    return performance.now() - this.#since >= SLICE_MS;
  }

  /** Lets others run. @throws SINTONIA_ABORTED */
  async rest(): Promise<void> {
    this.check();
    await setImmediate();
    this.check();
    this.#since = performance.now();
  }

  /** @throws SINTONIA_ABORTED */
  check(): void {
    if (this.#abort.aborted) {
      throw new SintoniaError('ABORTED', 'The fit was aborted.', { cause: this.#abort.reason });
    }
  }
}
