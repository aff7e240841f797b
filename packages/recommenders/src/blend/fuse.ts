import type { Candidate, PickReason } from '@sintonia/spec';
import type { BlendSettings } from './blend-options.js';
import type { WeightsByKind } from './blend-weights.js';

/** What one source proposed, best first. */
export interface SourceAnswer {
  readonly source: string;
  readonly candidates: readonly Candidate[];
}

/** How much a source counts where it speaks of an item. */
export type Weigh = (source: string, itemId: string) => number;

/** How the words of sources are made comparable. */
export type FusionSettings = Pick<BlendSettings, 'method' | 'rankConstant'>;

/**
 * One list out of several: an item's score is the sum of what each source that proposed it says of it, and its reasons are
 * theirs, scaled so that they add up to that.
 */
export function fuse(answers: readonly SourceAnswer[], weigh: Weigh, settings: FusionSettings): readonly Candidate[] {
  const fused = new Map<string, { score: number; reasons: PickReason[] }>();
  for (const { source, candidates } of answers) {
    const terms = termsOf(candidates, settings);
    candidates.forEach((candidate, place) => {
      const weight = weigh(source, candidate.itemId);
      if (weight === 0) return;
      const contribution = weight * (terms[place] as number);
      const entry = fused.get(candidate.itemId) ?? { score: 0, reasons: [] };
      entry.score += contribution;
      entry.reasons.push(...scaled(candidate, contribution));
      fused.set(candidate.itemId, entry);
    });
  }
  return [...fused]
    .map(([itemId, { score, reasons }]) => ({ itemId, score, reasons: strongestFirst(reasons) }))
    .sort((a, b) => b.score - a.score || (a.itemId < b.itemId ? -1 : 1));
}

/** By two tables of weights, one for items that are `known`. A source that stands in neither counts 1. */
export function weighBy({ known, cold }: WeightsByKind, isKnown: (itemId: string) => boolean): Weigh {
  return (source, itemId) => {
    const weights = isKnown(itemId) ? known : cold;
    return Object.hasOwn(weights, source) ? (weights[source] as number) : 1;
  };
}

/** What a source says of each of its candidates before it is weighed, all of them above 0. */
export function termsOf(candidates: readonly Candidate[], { method, rankConstant }: FusionSettings): readonly number[] {
  if (method === 'reciprocalRank') return candidates.map((_, place) => 1 / (rankConstant + place + 1));
  const best = candidates[0]?.score ?? 0;
  const range = best - (candidates.at(-1)?.score ?? 0);
  // The last one was proposed, too: it gets a little more than nothing.
  const least = 1 / (candidates.length + 1);
  return candidates.map(({ score }) => (range > 0 ? least + (1 - least) * (1 - (best - score) / range) : 1));
}

/** Where reasons all but cancel out, nothing can be scaled to a sum. */
const NEGLIGIBLE = 1e-6;

/** The reasons of a candidate, so that they add up to `contribution`. */
function scaled({ reasons }: Candidate, contribution: number): readonly PickReason[] {
  const sum = reasons.reduce((total, reason) => total + reason.contribution, 0);
  const size = reasons.reduce((total, reason) => total + Math.abs(reason.contribution), 0);
  if (sum > NEGLIGIBLE * size)
    return reasons.map((reason) => ({ ...reason, contribution: reason.contribution * (contribution / sum) }));
  return reasons.map((reason) => ({ ...reason, contribution: contribution / reasons.length }));
}

function strongestFirst(reasons: readonly PickReason[]): readonly PickReason[] {
  return reasons.toSorted((a, b) => b.contribution - a.contribution);
}
