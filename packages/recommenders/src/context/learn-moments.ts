import type { FitContext } from '@sintonia/spec';
import { interactionsInContext } from '../dataset/interactions-in-context.js';
import { factOf } from '../moment/fact-of.js';
import type { Pace } from '../pace.js';
import type { SparseIndex } from '../sparse/sparse-index.js';
import { type SparseRow, sumOfRows } from '../sparse/sparse-row.js';

/** How what people take at a moment differs from what they take at all. */
export interface LearntMoment {
  readonly moment: string;
  readonly people: number;
  readonly plays: number;
  readonly row: SparseRow;
}

export interface LearntMoments {
  readonly moments: readonly LearntMoment[];
  /** What too little is known of, by moment, and what is lacking. */
  readonly insufficient: Readonly<Record<string, string>>;
  readonly people: number;
  readonly interactions: number;
}

/** Fewer people would be told by their taste. */
const FEWEST_PEOPLE = 10;
/** Of fewer the mean is chance. */
const FEWEST_PLAYS = 50;
/** What has more values is no moment but an id. */
const MOST_MOMENTS = 1_000;

/** How often each person took each item. */
type Plays = Map<string, Map<string, number>>;

/** Learns by the value of a fact in the context of what people took: the mean of the items then, less the mean of all. Everybody counts the same. */
export async function learnMoments(
  context: FitContext,
  fact: string,
  index: SparseIndex,
  pace: Pace,
): Promise<LearntMoments> {
  const all: Plays = new Map();
  const byMoment = new Map<string, Plays>();
  let interactions = 0;
  for await (const page of interactionsInContext(context)) {
    if (pace.due()) await pace.rest();
    interactions += page.length;
    for (const { interaction, context: known } of page) {
      const { person, itemId, weight } = interaction;
      if (!(weight > 0) || !index.rowOf(itemId)) continue;
      count(all, person, itemId);
      const moment = factOf(known, fact);
      if (moment === undefined || (byMoment.size >= MOST_MOMENTS && !byMoment.has(moment))) continue;
      const plays = byMoment.get(moment) ?? new Map();
      byMoment.set(moment, plays);
      count(plays, person, itemId);
    }
  }
  const usual = byMoment.size === 0 ? undefined : await meanOf(all, index, pace);
  const moments: LearntMoment[] = [];
  const insufficient = new Map<string, string>();
  for (const [moment, plays] of [...byMoment].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const total = [...plays.values()].reduce((sum, items) => sum + sumOf(items), 0);
    if (plays.size < FEWEST_PEOPLE) insufficient.set(moment, `${FEWEST_PEOPLE} people`);
    else if (total < FEWEST_PLAYS) insufficient.set(moment, `${FEWEST_PLAYS} plays`);
    else {
      const row = sumOfRows([
        [await meanOf(plays, index, pace), 1],
        [usual as SparseRow, -1],
      ]);
      moments.push({ moment, people: plays.size, plays: total, row });
    }
  }
  return { moments, insufficient: Object.fromEntries(insufficient), people: all.size, interactions };
}

function count(plays: Plays, person: string, itemId: string): void {
  const items = plays.get(person) ?? new Map<string, number>();
  plays.set(person, items);
  items.set(itemId, (items.get(itemId) ?? 0) + 1);
}

const sumOf = (items: ReadonlyMap<string, number>) => [...items.values()].reduce((sum, each) => sum + each, 0);

/** The mean over people of the mean of what each took. */
async function meanOf(plays: Plays, index: SparseIndex, pace: Pace): Promise<SparseRow> {
  const shares = new Map<string, number>();
  for (const items of plays.values()) {
    if (pace.due()) await pace.rest();
    const total = sumOf(items) * plays.size;
    for (const [itemId, times] of items) shares.set(itemId, (shares.get(itemId) ?? 0) + times / total);
  }
  return sumOfRows([...shares].map(([itemId, share]) => [index.rowOf(itemId) as SparseRow, share]));
}
