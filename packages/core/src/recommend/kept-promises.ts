import type { Candidate } from '@sintonia/spec';

/**
 * What a plugin's candidates come to when its promises are kept for it: no item twice or that must not be shown, numbers for
 * scores, a reason each, best first, not too many. Checked here, because nobody must be shown what they must not see.
 */
export function keptPromises(
  candidates: readonly Candidate[],
  limit: number,
  allows: (itemId: string) => boolean,
): readonly Candidate[] {
  const items = new Set<string>();
  const kept = candidates.filter((candidate) => {
    if (!isCandidate(candidate) || items.has(candidate.itemId) || !allows(candidate.itemId)) return false;
    items.add(candidate.itemId);
    return true;
  });
  return kept.sort((a, b) => b.score - a.score || (a.itemId < b.itemId ? -1 : 1)).slice(0, limit);
}

/** With an id, a number for a score, and a reason. */
export function isCandidate(candidate: Candidate | undefined | null): boolean {
  return (
    typeof candidate?.itemId === 'string' &&
    Number.isFinite(candidate.score) &&
    Array.isArray(candidate.reasons) &&
    candidate.reasons.length > 0
  );
}
