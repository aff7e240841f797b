import type { ScoredLists } from '@sintonia/kernels';
import { DAY } from '@sintonia/spec';
import type { FitJob } from '../fit-job.js';
import type { SessionSettings } from './session-options.js';
import type { Sessions } from './sessions-of.js';

/**
 * For each item what came after it (and, counting less, before it) in the same sessions: s_ij = Σ over the sessions and the
 * places of i and j in them of ½^(age / half-life) / (steps between them), divided by n_i^p · n_j^q, n the number of times that an
 * item was acted on. The best of each list stay.
 */
export async function buildSessionLists(
  { items, session, endedAt }: Sessions,
  count: number,
  settings: SessionSettings,
  job: FitJob,
): Promise<ScoredLists> {
  const { reach, backward, seedExponent, neighbourExponent, halfLifeDays, listLength } = settings;
  const places = placesByItem(items, count);
  const age = endedAt.map((at) => 2 ** (-Math.max(0, job.now - at) / (halfLifeDays * DAY)));
  const timesOf = (item: number) => (places.offsets[item + 1] as number) - (places.offsets[item] as number);
  const held = Float64Array.from({ length: count }, (_, item) => Math.max(1, timesOf(item)) ** -neighbourExponent);

  const indptr = new Uint32Array(count + 1);
  const indices: number[] = [];
  const values: number[] = [];
  const scores = new Float64Array(count);
  for (let item = 0; item < count; item++) {
    if (job.pace.due()) {
      await job.pace.rest();
      job.progress(item / count);
    }
    const touched: number[] = [];
    for (let at = places.offsets[item] as number; at < (places.offsets[item + 1] as number); at++) {
      const place = places.places[at] as number;
      const own = session[place] as number;
      for (const [direction, share] of [
        [1, 1],
        [-1, backward],
      ] as const) {
        for (let steps = 1; steps <= reach; steps++) {
          const other = place + direction * steps;
          if (other < 0 || other >= items.length || session[other] !== own) break;
          const neighbour = items[other] as number;
          if (neighbour === item || share === 0) continue;
          if (scores[neighbour] === 0) touched.push(neighbour);
          scores[neighbour] = (scores[neighbour] as number) + (share * (age[own] as number)) / steps;
        }
      }
    }
    const seed = Math.max(1, timesOf(item)) ** -seedExponent;
    const list = touched.map((neighbour) => {
      const score = (scores[neighbour] as number) * seed * (held[neighbour] as number);
      scores[neighbour] = 0;
      return { neighbour, score };
    });
    // What has faded to nothing says nothing.
    const kept = list.filter(({ score }) => Math.fround(score) > 0);
    kept.sort((a, b) => b.score - a.score || a.neighbour - b.neighbour);
    for (const { neighbour, score } of kept.slice(0, listLength)) {
      indices.push(neighbour);
      values.push(score);
    }
    indptr[item + 1] = indices.length;
  }
  return { rows: count, columns: count, indptr, indices: Uint32Array.from(indices), values: Float32Array.from(values) };
}

/** Where each item stands. */
function placesByItem(
  items: Uint32Array,
  count: number,
): { readonly offsets: Uint32Array; readonly places: Uint32Array } {
  const offsets = new Uint32Array(count + 1);
  for (const item of items) offsets[item + 1] = (offsets[item + 1] as number) + 1;
  for (let item = 0; item < count; item++)
    offsets[item + 1] = (offsets[item + 1] as number) + (offsets[item] as number);
  const next = offsets.slice();
  const places = new Uint32Array(items.length);
  items.forEach((item, place) => {
    places[next[item] as number] = place;
    next[item] = (next[item] as number) + 1;
  });
  return { offsets, places };
}
