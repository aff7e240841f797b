import { turn } from './turn.js';

const SLICE_MS = 5;

/** Lets the event loop turn every 5 ms of what has to be done on the caller's thread. */
export class Slices {
  #since = performance.now();

  constructor(private readonly signal: AbortSignal | undefined) {}

  get due(): boolean {
    return performance.now() - this.#since >= SLICE_MS;
  }

  /** @throws the reason of the signal */
  async rest(): Promise<void> {
    await turn();
    this.signal?.throwIfAborted();
    this.#since = performance.now();
  }
}
