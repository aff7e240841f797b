import type { FitContext } from '@sintonia/spec';
import type { FitJob } from '../fit-job.js';
import type { Buckets } from './buckets.js';
import { findBursts } from './find-bursts.js';
import { listOf, type Source, sharesOf, titled } from './link-items.js';
import { readTrendLog } from './read-trend-log.js';
import { byScore, riseOf } from './rise-of.js';
import { type Talk, talkOf } from './talk.js';
import { TextReader } from './text-reader.js';
import type { TrendLog } from './trend-log.js';
import type { TrendsModel } from './trends-model.js';
import type { TrendsSettings } from './trends-options.js';

export interface BuiltTrends {
  readonly log: TrendLog;
  /** undefined where too little is known of what is usual. */
  readonly model: TrendsModel | undefined;
  /** Series that could have risen. */
  readonly looked: number;
}

/** Reads, finds what rises, and what items that brings. @throws SINTONIA_ABORTED */
export async function buildTrends(
  context: FitContext,
  settings: TrendsSettings,
  buckets: Buckets,
  job: FitJob,
): Promise<BuiltTrends> {
  const reader = new TextReader();
  const log = await readTrendLog(context, settings, buckets, reader, job);
  const { found, families, looked } = await findBursts(log.families, buckets, settings, job);
  job.progress(0.9);
  if (families === 0) return { log, model: undefined, looked };

  const terms = new Set(found.filter(({ family }) => family.kind === 'term').map(({ name }) => name));
  const titles = await titled(terms, context, reader, job.pace);
  const talks = await talkOf(found, log, job.pace);
  const told = found.map((each) => {
    const talk = talks.get(each) as Talk;
    return { each, talk, rise: riseOf(each, talk, buckets, settings.leastPeople) };
  });
  told.sort((a, b) => byScore(a.rise, b.rise));

  const sources = told
    .filter(({ rise }) => !settings.onlyPositive || (rise.sentiment ?? 0) >= 0)
    .flatMap(({ each, talk, rise }): Source[] => {
      const { segment, score } = { segment: undefined, ...rise };
      if (rise.kind === 'attribute') return [];
      if (rise.kind === 'item') return [{ segment, score, term: undefined, shares: new Map([[rise.itemId, 1]]) }];
      return [{ segment, score, term: rise.term, shares: sharesOf(talk.items, titles.get(each.name) ?? []) }];
    });
  const segments = [...new Set(sources.map(({ segment }) => segment))]
    .filter((segment) => segment !== undefined)
    .sort();
  const lists = [undefined, ...segments].map((segment) => [segment ?? null, listOf(sources, segment)] as const);
  return { log, model: { now: context.now, rises: told.map(({ rise }) => rise), lists }, looked };
}
