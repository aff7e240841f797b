import { ListScorer, type ScoredLists } from '@sintonia/kernels';
import type { Pace } from '../pace.js';
import type { Slice } from './slice.js';

const K = 20;
/** More people hardly change the mean, only the time. */
const MOST_PEOPLE = 3_000;

/** How well lists foretell a slice: the mean of recall@20 and nDCG@20, over people evenly spread. @throws SINTONIA_ABORTED */
export async function scoreListsOn({ train, wanted }: Slice, lists: ScoredLists, pace: Pace): Promise<number> {
  const scorer = await ListScorer.rounding(lists);
  const tested = wanted.map((_, row) => row).filter((row) => (wanted[row] as readonly number[]).length > 0);
  const step = Math.max(1, tested.length / MOST_PEOPLE);
  let total = 0;
  let count = 0;
  for (let at = 0; at < tested.length; at += step) {
    if (pace.due()) await pace.rest();
    const row = tested[Math.floor(at)] as number;
    const [start, end] = [train.offsets[row] as number, train.offsets[row + 1] as number];
    const seeds = train.items.slice(start, end);
    const weights = train.weights.slice(start, end).map((weight) => Math.log1p(weight));
    const { indices } = scorer.score(seeds, K, { weights, exclude: seeds });
    total += gainOf(indices, new Set(wanted[row]));
    count++;
  }
  return count === 0 ? 0 : total / count;
}

function gainOf(list: Uint32Array, targets: ReadonlySet<number>): number {
  let hits = 0;
  let gain = 0;
  list.forEach((item, place) => {
    if (!targets.has(item)) return;
    hits++;
    gain += 1 / Math.log2(place + 2);
  });
  let ideal = 0;
  for (let place = 0; place < Math.min(K, targets.size); place++) ideal += 1 / Math.log2(place + 2);
  return (hits / targets.size + gain / ideal) / 2;
}
