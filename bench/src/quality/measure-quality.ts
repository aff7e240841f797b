import { setImmediate } from 'node:timers/promises';
import type { FitContext, FitReport, Interaction, JsonValue, Recommender } from '@sintonia/spec';

export interface Quality {
  readonly people: number;
  readonly items: number;
  readonly interactions: number;
  /** How many people had something to find. */
  readonly tested: number;
  readonly 'recall@20': number;
  readonly 'ndcg@20': number;
  readonly fitSeconds: number;
  readonly recommendSeconds: number;
  readonly peakRssMb: number;
  readonly outcome: FitReport['outcome'];
  readonly details: JsonValue;
}

const K = 20;

/**
 * Fits, then ranks for everybody in `test` all items that they have not in `train`: recall = hits / test items, nDCG with the ideal
 * over min(test items, 20), means over people with test items.
 */
export async function measureQuality(
  recommender: Recommender,
  train: readonly Interaction[],
  test: readonly Interaction[],
  say: (progress: string) => void,
): Promise<Quality> {
  const fitStart = performance.now();
  const report = (await recommender.fit?.(contextOf(train, say))) as FitReport;
  const fitSeconds = (performance.now() - fitStart) / 1_000;
  say(`fitted in ${fitSeconds.toFixed(1)} s`);

  const histories = byPerson(train);
  let [recall, ndcg, tested] = [0, 0, 0];
  const start = performance.now();
  for (const [person, wanted] of byPerson(test)) {
    const history = (histories.get(person) ?? []).toSorted((a, b) => b.timestamp - a.timestamp);
    const has = new Set(history.map(({ itemId }) => itemId));
    const targets = new Set(wanted.map(({ itemId }) => itemId).filter((itemId) => !has.has(itemId)));
    if (targets.size === 0) continue;
    const now = history[0]?.timestamp ?? 0;
    const allows = (itemId: string) => !has.has(itemId);
    const list = await recommender.recommend({ person, history, limit: K, allows, now });
    const gains = list.map(({ itemId }, place) => (targets.has(itemId) ? 1 / Math.log2(place + 2) : 0));
    const ideal = Array.from({ length: Math.min(K, targets.size) }, (_, place) => 1 / Math.log2(place + 2));
    recall += gains.filter((gain) => gain > 0).length / targets.size;
    ndcg += sum(gains) / sum(ideal);
    tested++;
  }
  const recommendSeconds = (performance.now() - start) / 1_000;
  await setImmediate();
  return {
    people: report.people,
    items: report.items,
    interactions: report.interactions,
    tested,
    'recall@20': recall / Math.max(1, tested),
    'ndcg@20': ndcg / Math.max(1, tested),
    fitSeconds,
    recommendSeconds,
    peakRssMb: process.resourceUsage().maxRSS / 1_024,
    outcome: report.outcome,
    details: report.details ?? {},
  };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function byPerson(interactions: readonly Interaction[]): ReadonlyMap<string, Interaction[]> {
  const people = new Map<string, Interaction[]>();
  for (const interaction of interactions) {
    const theirs = people.get(interaction.person);
    if (theirs) theirs.push(interaction);
    else people.set(interaction.person, [interaction]);
  }
  return people;
}

function contextOf(train: readonly Interaction[], say: (progress: string) => void): FitContext {
  let said = 0;
  const none = async function* () {};
  return {
    now: train.reduce((latest, { timestamp }) => Math.max(latest, timestamp), 0),
    seed: 1,
    abort: new AbortController().signal,
    async *interactions() {
      for (let from = 0; from < train.length; from += 10_000) yield train.slice(from, from + 10_000);
    },
    signals: none,
    profiles: none,
    items: none,
    progress: (fraction) => {
      if (fraction < said + 0.1) return;
      said = fraction;
      say(`fitting, ${Math.round(100 * fraction)}%`);
    },
  };
}
