import type { SurveyedPerson } from './surveyed-person.js';

/**
 * The Jaccard index of each two segments: people in both, of people in either. 1 with itself, 0 where nobody is in both, `null`
 * where too few are in either of the two, or in both.
 */
export function overlapOf(
  segments: readonly string[],
  people: readonly SurveyedPerson[],
  smallest: number,
): readonly (readonly (number | null)[])[] {
  const places = new Map(segments.map((segment, index) => [segment, index]));
  const both = segments.map(() => segments.map(() => 0));
  for (const { segments: names } of people) {
    const own = [...new Set(names)].flatMap((name) => places.get(name) ?? []);
    for (const a of own) for (const b of own) (both[a] as number[])[b] = (both[a]?.[b] ?? 0) + 1;
  }
  const size = (place: number) => both[place]?.[place] ?? 0;
  return both.map((row, a) =>
    row.map((shared, b) => {
      if (Math.min(size(a), size(b)) < smallest || (shared > 0 && shared < smallest)) return null;
      return shared / (size(a) + size(b) - shared);
    }),
  );
}

/** The other segment that is most like the one at `place`; none where it shares too few people with any. */
export function closestTo(
  place: number,
  segments: readonly string[],
  overlap: readonly (readonly (number | null)[])[],
): { readonly segment: string; readonly jaccard: number } | null {
  let most: { segment: string; jaccard: number } | null = null;
  for (const [index, segment] of segments.entries()) {
    const jaccard = overlap[place]?.[index] ?? 0;
    if (index !== place && jaccard > (most?.jaccard ?? 0)) most = { segment, jaccard };
  }
  return most;
}
