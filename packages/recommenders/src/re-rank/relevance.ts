import type { SourcedCandidate } from '@sintonia/spec';

/**
 * How relevant each candidate is, from 1 down to 0, in the order in which they come. Scores of one source are taken in
 * proportion to its best; what another source added behind goes on from there, for scores of two sources cannot be compared.
 */
export function relevanceOf(candidates: readonly SourcedCandidate[]): Float64Array {
  const relevance = new Float64Array(candidates.length);
  let from = 0;
  let ceiling = 1;
  while (from < candidates.length) {
    const { source, score: best } = candidates[from] as SourcedCandidate;
    let to = from;
    while (to < candidates.length && (candidates[to] as SourcedCandidate).source === source) to++;
    const worst = (candidates[to - 1] as SourcedCandidate).score;
    const isLast = to === candidates.length;
    for (let place = from; place < to; place++) {
      const { score } = candidates[place] as SourcedCandidate;
      relevance[place] = ceiling * shareOf(score, best, worst, isLast ? 0 : 1 / (to - from + 1));
      // An order that someone before us made may go against scores.
      if (place > 0) relevance[place] = Math.min(relevance[place] as number, relevance[place - 1] as number);
    }
    ceiling = relevance[to - 1] as number;
    from = to;
  }
  return relevance;
}

/** Of positive scores the share of the best; otherwise the place between best and worst, never below `least`. */
function shareOf(score: number, best: number, worst: number, least: number): number {
  if (best === worst) return 1;
  const share = worst >= 0 ? score / best : (score - worst) / (best - worst);
  return Math.max(least, Math.min(1, share));
}
