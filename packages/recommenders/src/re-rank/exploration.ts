import { seededRandom } from '@sintonia/learners';
import type { ReRankRequest, SourcedCandidate } from '@sintonia/spec';
import type { ReRankSettings } from './read-re-rank-options.js';

/**
 * Gives each place, with the probability of `share`, to a candidate drawn evenly from those that would not be shown. Every place
 * then has a propensity: the probability that just this item came to it, given the places before (as logged bandit data need
 * it: Li, Chu, Langford & Wang 2011).
 *
 * @param list as it would be without.
 * @param pool everything it was chosen from.
 */
export function explore(
  list: readonly SourcedCandidate[],
  pool: readonly SourcedCandidate[],
  { share, meets }: NonNullable<ReRankSettings['exploration']>,
  { itemOf, seed }: ReRankRequest,
): readonly SourcedCandidate[] {
  if (share === 0) return list;
  const listed = new Set(list.map(({ itemId }) => itemId));
  const drawable = pool.filter(({ itemId }) => !listed.has(itemId) && meets(itemOf(itemId)));
  const random = seededRandom(seed);
  return list.map((candidate) => {
    const [isExplored, place] = [random() < share, random()];
    if (drawable.length === 0) return candidate;
    if (!isExplored) return { ...candidate, propensity: 1 - share };
    const propensity = share / drawable.length;
    const [drawn] = drawable.splice(Math.floor(place * drawable.length), 1) as [SourcedCandidate];
    return { ...drawn, reasons: [...drawn.reasons, { kind: 'exploration', contribution: 0 }], propensity };
  });
}
