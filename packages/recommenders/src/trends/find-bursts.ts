import { DAY } from '@sintonia/spec';
import type { FitJob } from '../fit-job.js';
import { Baseline } from './baseline.js';
import { type Buckets, LEAST_WEEKS } from './buckets.js';
import { discoveries } from './false-discoveries.js';
import { addCounts, distinctMarks } from './marks.js';
import { type Burst, strongestBurst } from './strongest-burst.js';
import type { Family } from './trend-log.js';
import type { TrendsSettings } from './trends-options.js';

/** What rises, before anything is known of how people speak of it. */
export interface FoundBurst {
  readonly family: Family;
  readonly name: string;
  readonly burst: Burst;
}

export interface Findings {
  readonly found: readonly FoundBurst[];
  /** How many families reach back far enough. */
  readonly families: number;
  /** How many series could have risen, so that finding one is held against them. */
  readonly looked: number;
}

/**
 * What rises more than accident makes anything rise. Series that fewer than k people can have said are not looked at, as no count in the window
 * could make them rise (Tarone, *A modified Bonferroni method for discrete data*, 1990).
 *
 * @throws SINTONIA_ABORTED
 */
export async function findBursts(
  families: readonly Family[],
  buckets: Buckets,
  settings: TrendsSettings,
  job: FitJob,
): Promise<Findings> {
  const day = DAY / buckets.size;
  const burstSettings = {
    people: settings.leastPeople,
    rise: settings.leastRise,
    halfLife: settings.halfLifeDays * day,
  };
  const candidates: FoundBurst[] = [];
  let [looked, judged] = [0, 0];
  for (const family of families) {
    const { series, totals } = await countFamily(family, buckets, job);
    if (!reachesBack(totals, buckets)) continue;
    judged++;
    const baseline = new Baseline(buckets, totals, settings.baselineHalfLifeDays * day);
    for (const [name, marks] of series) {
      if (job.pace.due()) await job.pace.rest();
      if (marks.length < settings.leastPeople) continue;
      looked++;
      const burst = strongestBurst(marks, baseline, burstSettings);
      if (burst && burst.evidence > 0) candidates.push({ family, name, burst });
    }
  }
  candidates.sort((a, b) => a.burst.chance - b.burst.chance);
  const chances = candidates.map(({ burst }) => burst.chance);
  const found = candidates.slice(0, discoveries(chances, looked, settings.falseDiscoveryRate));
  return { found, families: judged, looked };
}

/** Marks of each series, each once, and how much the family did in all. */
async function countFamily(family: Family, buckets: Buckets, { pace }: FitJob) {
  const series = new Map<string, Float64Array>();
  const totals = new Float64Array(buckets.count);
  for (const [name, gathered] of family.series) {
    if (pace.due()) await pace.rest();
    const marks = distinctMarks(gathered);
    series.set(name, marks);
    if (!family.all) addCounts(marks, totals);
  }
  if (family.all) addCounts(distinctMarks(family.all), totals);
  return { series, totals };
}

function reachesBack(totals: Float64Array, { window, week }: Buckets): boolean {
  return totals.subarray(window + (LEAST_WEEKS - 1) * week).some((total) => total > 0);
}
