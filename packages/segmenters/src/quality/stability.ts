import type { PersonId } from '@sintonia/spec';
import type { Migration, Stability } from './segment-quality-report.js';
import { suppress } from './suppress.js';
import type { SurveyedPerson } from './surveyed-person.js';

type Survey = ReadonlyMap<PersonId, SurveyedPerson>;

/** The people of both surveys: what they were in, and what they are in. */
export interface Pair {
  readonly before: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
}

export function pairsOf(before: Survey, after: Survey): readonly Pair[] {
  return [...after.values()].flatMap(({ person, segments }) => {
    const earlier = before.get(person);
    return earlier ? [{ before: new Set(earlier.segments), after: new Set(segments) }] : [];
  });
}

/** How much of a segment is the same people; nothing where too few were ever in it. */
export function stabilityOf(segment: string, pairs: readonly Pair[], smallest: number): Stability | null {
  let [members, both, either] = [0, 0, 0];
  for (const { before, after } of pairs) {
    if (before.has(segment)) members++;
    if (before.has(segment) && after.has(segment)) both++;
    if (before.has(segment) || after.has(segment)) either++;
  }
  if (either < smallest) return null;
  return { jaccard: both / either, kept: members === 0 ? null : both / members };
}

/** Who went where. Somebody in several segments went from each of the old ones to each of the new ones. */
export function migrationOf(segments: readonly string[], pairs: readonly Pair[], smallest: number): Migration[] {
  const ends: readonly (string | null)[] = [...segments, null];
  const placesOf = (names: ReadonlySet<string>) => {
    const places = segments.flatMap((segment, index) => (names.has(segment) ? [index] : []));
    return places.length === 0 ? [segments.length] : places;
  };
  const counts = ends.map(() => ends.map(() => 0));
  for (const { before, after } of pairs) {
    for (const from of placesOf(before)) {
      for (const to of placesOf(after)) (counts[from] as number[])[to] = (counts[from]?.[to] ?? 0) + 1;
    }
  }
  return suppress(counts, smallest).flatMap((row, from) =>
    row.flatMap((people, to) => (people === 0 ? [] : [{ from: ends[from] ?? null, to: ends[to] ?? null, people }])),
  );
}
