import { readFileSync } from 'node:fs';
import { SessionRecommender } from '@sintonia/recommenders';
import type { FitContext, Interaction } from '@sintonia/spec';
import { dataFile } from '../fit/data-file.js';
import { besidePeer, type Figure } from '../measurement.js';
import { batchesOf } from '../pipeline/dataset.js';
import { grouped } from '../predict/grouped.js';
import type { BenchCase } from '../suite.js';

const fileOf = (part: string) => dataFile(`yoochoose/yoochoose-clicks-100k_${part}.txt`);
const files = [fileOf('train_full'), fileOf('test')];
const PICKS = 20;

/**
 * The next click of a shop's visitors: consecutive repeats are one click, the item at hand is never recommended, and every click but a
 * session's first is to be foretold from those before it. What the file calls a session is one, however long somebody thought.
 */
export const yoochoose: BenchCase = {
  name: 'yoochoose',
  about: 'the next click of a session, beside counting what stood in sessions together',
  reads: files,
  async run(_, say) {
    const [train = [], test = []] = files.map(readClicks);
    const now = train.reduce((latest, { timestamp }) => Math.max(latest, timestamp), 0);
    const recommender = new SessionRecommender({ gapMinutes: 1e6 });
    say('learning');
    await recommender.fit(contextOf(train, now));
    say('asking');
    const session = foretold(test, (history) => {
      const allows = (itemId: string) => itemId !== history[0]?.itemId;
      const list = recommender.recommend({ person: 'visitor', history, limit: PICKS, allows, now });
      return list.map(({ itemId }) => itemId);
    });
    const together = foretold(test, coOccurrence(train));
    const figure = (metric: string, value: number, unit: string): Figure => ({
      ...{ case: 'yoochoose/next', metric, value, unit },
    });
    return [
      besidePeer(figure('hitRate@20', session.hitRate, 'share'), 'co-occurrence', together.hitRate),
      besidePeer(figure('mrr@20', session.reciprocal, 'share'), 'co-occurrence', together.reciprocal),
      figure('clicks foretold', session.asked, 'clicks'),
    ];
  },
};

/** What stood most often in a session with the item at hand, ties by id. */
function coOccurrence(clicks: readonly Interaction[]): (history: readonly Interaction[]) => readonly string[] {
  const counts = new Map<string, Map<string, number>>();
  for (const session of sessionsOf(clicks).values()) {
    const items = new Set(session.map(({ itemId }) => itemId));
    for (const one of items) {
      const others = counts.get(one) ?? new Map<string, number>();
      counts.set(one, others);
      for (const other of items) if (other !== one) others.set(other, (others.get(other) ?? 0) + 1);
    }
  }
  return ([last]) =>
    [...(counts.get(last?.itemId as string) ?? [])]
      .sort(([a, count], [b, other]) => other - count || (a < b ? -1 : 1))
      .slice(0, PICKS)
      .map(([itemId]) => itemId);
}

/** A line a click. */
function readClicks(file: string): readonly Interaction[] {
  const [, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [person = '', itemId = '', seconds = ''] = line.split('\t');
    return { person, itemId, type: 'Product Viewed', weight: 1, timestamp: 1_000 * Number(seconds) };
  });
}

function foretold(clicks: readonly Interaction[], next: (history: readonly Interaction[]) => readonly string[]) {
  let [asked, hits, reciprocal] = [0, 0, 0];
  for (const session of sessionsOf(clicks).values()) {
    const steps = session.filter(({ itemId }, at) => at === 0 || itemId !== session[at - 1]?.itemId);
    for (let at = 1; at < steps.length; at++) {
      const place = next(steps.slice(0, at).reverse()).indexOf(steps[at]?.itemId as string);
      asked++;
      if (place < 0) continue;
      hits++;
      reciprocal += 1 / (place + 1);
    }
  }
  return { asked, hitRate: hits / asked, reciprocal: reciprocal / asked };
}

function sessionsOf(clicks: readonly Interaction[]): ReadonlyMap<string, readonly Interaction[]> {
  const inOrder = clicks.toSorted((a, b) => a.timestamp - b.timestamp);
  return grouped(inOrder, ({ person }) => person);
}

function contextOf(clicks: readonly Interaction[], now: number): FitContext {
  const none = async function* () {};
  return {
    ...{ now, seed: 1, abort: new AbortController().signal, progress: () => {} },
    ...{ items: none, signals: none, profiles: none },
    async *interactions() {
      yield* batchesOf(clicks, 10_000);
    },
  };
}
