import { mergeDerived } from './derived-state.js';
import { addExactly } from './exact-sum.js';
import { emptyProfile, type StoredProfile } from './stored-profile.js';
import type { ComputedTraits } from './traits/computed-traits.js';

/**
 * The profile of a merged person, from those of their ids: the person proper first, whose traits win. Exactly what the
 * signals of all would have made of one profile.
 */
export function combineProfiles(
  profiles: readonly (StoredProfile | undefined)[],
  traits: ComputedTraits,
): StoredProfile {
  const [first, ...others] = profiles.filter((profile) => profile !== undefined);
  return others.reduce((one, other) => combined(one, other, traits), first ?? emptyProfile);
}

function combined(one: StoredProfile, other: StoredProfile, traits: ComputedTraits): StoredProfile {
  const counts: Record<string, number> = { ...one.counts };
  for (const [type, count] of Object.entries(other.counts)) {
    counts[type] = (Object.hasOwn(counts, type) ? (counts[type] as number) : 0) + count;
  }
  const firstSeenAt = least(one.firstSeenAt, other.firstSeenAt);
  const lastSeenAt = most(one.lastSeenAt, other.lastSeenAt);
  const derived =
    one.derived && other.derived ? mergeDerived(one.derived, other.derived, traits) : (one.derived ?? other.derived);
  return {
    ...one,
    traits: { ...other.traits, ...one.traits },
    counts,
    revenueParts: other.revenueParts.reduce(addExactly, one.revenueParts),
    ...(firstSeenAt === undefined ? {} : { firstSeenAt }),
    ...(lastSeenAt === undefined ? {} : { lastSeenAt }),
    ...(derived === undefined ? {} : { derived }),
  };
}

function least(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}

function most(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}
