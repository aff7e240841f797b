import type { TasteMatrix } from '../dataset/taste-matrix.js';
import type { Pace } from '../pace.js';
import type { PopularityModel } from './popularity-model.js';

/** How many people took each item, and how much that counts by now. Undefined where nobody took anything. @throws SINTONIA_ABORTED */
export async function learnPopularity(
  { itemIds, items, times }: TasteMatrix,
  { now, halfLife }: { readonly now: number; readonly halfLife: number },
  pace: Pace,
): Promise<PopularityModel | undefined> {
  const counts = new Int32Array(itemIds.length);
  const scores = new Float64Array(itemIds.length);
  for (let entry = 0; entry < items.length; entry++) {
    if (entry % 10_000 === 0 && pace.due()) await pace.rest();
    const item = items[entry] as number;
    const age = Math.max(0, now - (times[entry] as number));
    counts[item] = (counts[item] as number) + 1;
    scores[item] = (scores[item] as number) + 2 ** (-age / halfLife);
  }
  const order = itemIds.map((_, item) => item).filter((item) => (scores[item] as number) > 0);
  order.sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b);
  pace.check();
  if (order.length === 0) return undefined;
  return {
    itemIds: order.map((item) => itemIds[item] as string),
    scores: Float64Array.from(order, (item) => scores[item] as number),
    people: Int32Array.from(order, (item) => counts[item] as number),
  };
}
