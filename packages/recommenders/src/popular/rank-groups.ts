import type { Candidate, PickReason } from '@sintonia/spec';
import type { GroupedPopularityModel, GroupPopularity } from './grouped-popularity-model.js';

/** A group that who asks is in, or undefined where a grouping knows of none. */
type Found = { readonly among: string; readonly group: GroupPopularity } | undefined;

/**
 * All items by falling score, ties by id: what the groups took, merged with what everybody took. Without a group it is the list
 * of all, to the bit.
 */
export function* rankGroups(
  { overall, total, groups }: GroupedPopularityModel,
  found: readonly Found[],
  prior: number,
): Generator<Candidate> {
  const shares = found.map((each) => (each ? prior / (each.group.total + prior) : 1));
  const ofAll = shares.reduce((sum, share) => sum + share, 0) / groups.length;
  const plain = (place: number): PickReason => ({
    kind: 'popular',
    people: overall.people[place] as number,
    contribution: ofAll * (overall.scores[place] as number),
  });
  const reasons = new Map<number, PickReason[]>();
  for (const each of found) {
    if (!each) continue;
    const { among, group } = each;
    const unit = total / (group.total + prior) / groups.length;
    group.places.forEach((place, at) => {
      const known = reasons.get(place) ?? [plain(place)];
      const contribution = unit * (group.scores[at] as number);
      known.push({ kind: 'popular', people: group.counts[at] as number, among, contribution });
      reasons.set(place, known);
    });
  }
  const candidateOf = (place: number, its: readonly PickReason[]): Candidate => ({
    itemId: overall.itemIds[place] as string,
    score: its.reduce((sum, { contribution }) => sum + contribution, 0),
    reasons: [...its].sort((a, b) => b.contribution - a.contribution),
  });
  const isBefore = (a: Candidate, b: Candidate) => a.score > b.score || (a.score === b.score && a.itemId < b.itemId);
  const raised = [...reasons].map(([place, its]) => candidateOf(place, its)).sort((a, b) => (isBefore(a, b) ? -1 : 1));
  let next = 0;
  for (let place = 0; place < overall.itemIds.length; place++) {
    if (reasons.has(place)) continue;
    const candidate = candidateOf(place, [plain(place)]);
    while (next < raised.length && isBefore(raised[next] as Candidate, candidate)) yield raised[next++] as Candidate;
    yield candidate;
  }
  yield* raised.slice(next);
}
