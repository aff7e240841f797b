import type { FitSize, JsonValue } from '@sintonia/spec';
import type { FitJob } from '../fit-job.js';
import type { AutoSettings } from './auto-options.js';
import type { Contender } from './contenders.js';
import { scoreListsOn } from './score-lists-on.js';
import type { Slice } from './slice.js';

/** What became of a contender. */
export interface Trial {
  readonly contender: Contender;
  /** Mean of recall@20 and nDCG@20 on the slice; undefined where it was not tried. */
  readonly score: number | undefined;
  /** Why it was not tried. */
  readonly because?: 'work' | 'memory' | 'too large';
}

export interface Choice {
  readonly chosen: Contender | undefined;
  readonly trials: readonly Trial[];
}

/** By what share a later contender has to be better, so that near ties go to the earlier, plainer one. */
export const MARGIN = 0.005;

/**
 * Tries contenders in their order as long as the budget lasts, with room kept for learning the chosen one anew from everything. By
 * estimates, not by the clock: the same data gives the same choice on any machine.
 */
export async function choose(
  contenders: readonly Contender[],
  { slice, size }: { readonly slice: Slice; readonly size: FitSize },
  { mostWork, mostBytes }: AutoSettings,
  job: FitJob,
  to: number,
): Promise<Choice> {
  const trials: Trial[] = [];
  let best: { readonly contender: Contender; readonly score: number } | undefined;
  let spent = 0;
  let dearest = 0;
  for (const [place, contender] of contenders.entries()) {
    const estimate = contender.estimate(size);
    if (!estimate) trials.push({ contender, score: undefined, because: 'too large' });
    else if (estimate.bytes > mostBytes) trials.push({ contender, score: undefined, because: 'memory' });
    else if (spent + estimate.work + Math.max(dearest, estimate.work) > mostWork) {
      trials.push({ contender, score: undefined, because: 'work' });
    } else {
      spent += estimate.work;
      dearest = Math.max(dearest, estimate.work);
      const share = to / contenders.length;
      const range = [place * share, (place + 0.9) * share] as const;
      const lists = await contender.build(slice.train, { ...job, now: slice.now }, range);
      const score = await scoreListsOn(slice, lists, job.pace);
      trials.push({ contender, score });
      if (!best || score > best.score * (1 + MARGIN)) best = { contender, score };
    }
  }
  return { chosen: best?.contender, trials };
}

/** For the report: what was tried, how it did, and why not. */
export function trialsAsJson(trials: readonly Trial[]): JsonValue[] {
  return trials.map(({ contender: { family, settings }, score, because }) => ({
    family,
    settings,
    ...(score === undefined ? { notTriedFor: because as string } : { score: Number(score.toFixed(5)) }),
  }));
}
