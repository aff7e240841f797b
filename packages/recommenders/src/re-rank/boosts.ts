import type { ReRankRequest, SourcedCandidate } from '@sintonia/spec';
import type { CompiledBoost } from './read-re-rank-options.js';

/** A candidate and how relevant it is, from 0 up. */
export interface Weighed {
  readonly candidate: SourcedCandidate;
  readonly relevance: number;
}

/** Multiplies what meets a boost, says so in its reasons, and orders anew. Ties stay as they came. */
export function applyBoosts(
  weighed: readonly Weighed[],
  boosts: readonly CompiledBoost[],
  itemOf: ReRankRequest['itemOf'],
): readonly Weighed[] {
  if (boosts.length === 0) return weighed;
  const boosted = weighed.map(({ candidate, relevance }) => {
    const item = itemOf(candidate.itemId);
    let { score, reasons } = candidate;
    let factor = 1;
    for (const { name, meets, by } of boosts) {
      if (!meets(item)) continue;
      // Below 0, more is less: a boost always raises.
      const contribution = Math.abs(score) * (by - 1);
      score += contribution;
      reasons = [...reasons, { kind: 'boosted', rule: name, contribution }];
      factor *= by;
    }
    return { candidate: { ...candidate, score, reasons }, relevance: relevance * factor };
  });
  return boosted.sort((a, b) => b.relevance - a.relevance);
}
