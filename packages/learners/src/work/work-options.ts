/** What every long function takes beside its own options. */
export interface WorkOptions {
  /** Stops the work within some 50 ms; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Told the fraction that is done, 0 to 1, rising. */
  readonly progress?: ((fraction: number) => void) | undefined;
}
