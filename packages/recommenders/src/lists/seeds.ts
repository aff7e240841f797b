import type { Interaction } from '@sintonia/spec';

/**
 * What a history says about each item: the weights of all interactions with it, summed up and saturated, so that the tenth
 * purchase counts less than the first. Below 0 for what the person turned down, by `negativeShare` only.
 *
 * @param history newest first; at most `limit` different items of it count.
 */
export function seedsOf(
  history: readonly Interaction[],
  limit: number,
  negativeShare: number,
): ReadonlyMap<string, number> {
  const seeds = new Map<string, number>();
  for (const { itemId, weight } of history) {
    if (!Number.isFinite(weight)) continue;
    const before = seeds.get(itemId);
    if (before === undefined && seeds.size === limit) continue;
    seeds.set(itemId, (before ?? 0) + weight);
  }
  for (const [itemId, net] of seeds) {
    if (net > 0) seeds.set(itemId, saturated(net));
    else if (net < 0 && negativeShare > 0) seeds.set(itemId, -negativeShare * saturated(-net));
    else seeds.delete(itemId);
  }
  return seeds;
}

const saturated = (weight: number) => Math.log1p(weight);
