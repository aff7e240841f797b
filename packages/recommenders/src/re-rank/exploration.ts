import { seededRandom } from '@sintonia/learners';
import type { ReRankRequest, SourcedCandidate } from '@sintonia/spec';
import { Places } from './places.js';
import type { ReRankSettings } from './read-re-rank-options.js';

/**
 * Gives each place, with the probability of `share`, to a candidate drawn evenly from those that would not be shown and break no
 * quota and no spread there. Every place then has a propensity: the probability that just this item came to it, given the other
 * places (as logged bandit data need it: Li, Chu, Langford & Wang 2011).
 *
 * @param list as it would be without.
 * @param pool everything it was chosen from.
 */
export function explore(
  list: readonly SourcedCandidate[],
  pool: readonly SourcedCandidate[],
  { exploration, ...limits }: Pick<ReRankSettings, 'exploration' | 'quotas' | 'spread'>,
  { itemOf, seed }: ReRankRequest,
): readonly SourcedCandidate[] {
  if (!exploration || exploration.share === 0) return list;
  const { share, meets } = exploration;
  const listed = new Set(list.map(({ itemId }) => itemId));
  const places = new Places(limits, list.length);
  const standing = (candidate: SourcedCandidate) => ({
    candidate,
    standing: places.standingOf(itemOf(candidate.itemId)),
  });
  const drawable = pool.filter(({ itemId }) => !listed.has(itemId) && meets(itemOf(itemId))).map(standing);
  const before = list.map(standing);
  for (const each of before) places.take(each.standing);
  const random = seededRandom(seed);
  return before.map(({ candidate, standing: own }) => {
    const [isExplored, draw] = [random() < share, random()];
    const fitting = drawable.filter((each) => places.mayReplace(own, each.standing));
    const drawn = fitting[Math.floor(draw * fitting.length)];
    if (!drawn) return candidate;
    if (!isExplored) return { ...candidate, propensity: 1 - share };
    drawable.splice(drawable.indexOf(drawn), 1);
    places.replace(own, drawn.standing);
    const reasons = [...drawn.candidate.reasons, { kind: 'exploration', contribution: 0 } as const];
    return { ...drawn.candidate, reasons, propensity: share / fitting.length };
  });
}
