import type { WorkOptions } from '@sintonia/kernels';
import type { FitContext } from '@sintonia/spec';
import { Pace } from './pace.js';

/** One fit under way: what a model needs beside its data. */
export interface FitJob {
  /** As in `FitContext`. */
  readonly now: number;
  readonly seed: number;
  /** For work on the main thread. */
  readonly pace: Pace;
  /** For work in kernels that makes up the part `from` to `to` (0 to 1) of the whole. Progress never goes back. */
  work(from: number, to: number): WorkOptions;
  /** @param fraction 0 to 1, of the whole. */
  progress(fraction: number): void;
}

export function fitJob({ now, seed, abort, progress }: FitContext): FitJob {
  let reached = 0;
  const report = (fraction: number) => {
    if (fraction <= reached) return;
    reached = Math.min(1, fraction);
    progress(reached);
  };
  return {
    now,
    seed,
    pace: new Pace(abort),
    work: (from, to) => ({ signal: abort, progress: (fraction) => report(from + (to - from) * fraction) }),
    progress: report,
  };
}
