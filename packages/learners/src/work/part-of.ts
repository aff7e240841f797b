import type { WorkOptions } from './work-options.js';

/** The options of a part of the work, which runs from one fraction of the whole to another. */
export function partOf({ signal, progress }: WorkOptions, from: number, to: number): WorkOptions {
  return { signal, progress: progress && ((fraction) => progress(from + (to - from) * fraction)) };
}
