import type { Candidate, PickReason } from '@sintonia/spec';
import type { Seed } from './seed.js';
import type { TextIndex } from './text-index.js';
import { TextSide } from './text-side.js';
import type { VectorItems } from './vector-items.js';
import { VectorSide } from './vector-side.js';

/** What is asked of items. */
export interface Ranking {
  readonly limit: number;
  allows(itemId: string): boolean;
  /** How many terms are searched for. */
  readonly queryTerms: number;
  /** How much vectors count beside terms. */
  readonly embedShare: number;
}

interface Scored {
  readonly itemId: string;
  readonly score: number;
}

/** Where vectors join in, so many of the best of either side are looked at: more than any list shows. */
const DEPTH = 500;

/**
 * The best by terms; where vectors join in, by (1 − share) · terms, over the best of them, + share · cosine (a convex combination,
 * Bruch, Gai & Ingber, *An analysis of fusion functions for hybrid retrieval*, 2023). Each seed has its part in the score.
 */
export function rankBySeeds(
  { texts, vectors }: { readonly texts: TextIndex; readonly vectors: VectorItems },
  seeds: readonly Seed[],
  { limit, allows, queryTerms, embedShare }: Ranking,
): readonly Candidate[] {
  if (seeds.length === 0 || limit < 1) return [];
  const terms = new TextSide(texts, seeds, queryTerms);
  const meaning = embedShare > 0 ? VectorSide.of(vectors, seeds) : undefined;
  if (!meaning) {
    const found = terms.search(limit, allows);
    return found.map((each) => explained(each, seeds, (seed) => terms.part(seed, each.itemId)));
  }
  const depth = Math.max(DEPTH, limit);
  const found = terms.search(depth, allows);
  const best = found[0]?.score ?? 0;
  const termShare = best > 0 ? (1 - embedShare) / best : 0;
  return [...new Set([...found.map(({ itemId }) => itemId), ...meaning.near(depth, allows)])]
    .map((itemId) => ({ itemId, score: termShare * terms.score(itemId) + embedShare * meaning.score(itemId) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.itemId < b.itemId ? -1 : 1))
    .slice(0, limit)
    .map((each) =>
      explained(
        each,
        seeds,
        (seed) => termShare * terms.part(seed, each.itemId) + embedShare * meaning.part(seed, each.itemId),
      ),
    );
}

/** The strongest first. It takes what rounding has left over, so that the sum is the score. */
function explained({ itemId, score }: Scored, seeds: readonly Seed[], partOf: (seed: number) => number): Candidate {
  const parts = seeds
    .map((seed, at) => ({ seed, part: partOf(at) }))
    .filter(({ part }) => part !== 0)
    .sort((a, b) => b.part - a.part);
  const rest = parts.slice(1).reduce((sum, { part }) => sum + part, 0);
  const reasons = parts.map(({ seed, part }, at): PickReason => seed.reason(itemId, at === 0 ? score - rest : part));
  return { itemId, score, reasons };
}
