import { isAnonymous, type JsonObject, type PersonId, type Profile } from '@sintonia/spec';
import { exactSum } from './exact-sum.js';

/** A profile as it lies in the store, without what its key says already. */
export interface StoredProfile extends JsonObject {
  /** `null` hides what a merged device was told under the name. */
  readonly traits: JsonObject;
  readonly counts: Readonly<Record<string, number>>;
  /** See `exactSum`. */
  readonly revenueParts: readonly number[];
  readonly firstSeenAt?: number;
  readonly lastSeenAt?: number;
}

export const emptyProfile: StoredProfile = { traits: {}, counts: {}, revenueParts: [] };

export function profileOf(person: PersonId, stored: StoredProfile, anonymousIds: readonly string[] = []): Profile {
  const { revenueParts, traits, ...rest } = stored;
  return {
    person,
    ...(isAnonymous(person) ? {} : { userId: person }),
    anonymousIds,
    traits: Object.fromEntries(Object.entries(traits).filter(([, trait]) => trait !== null)),
    ...(rest as Omit<StoredProfile, 'revenueParts' | 'traits'> & typeof emptyProfile),
    revenue: exactSum(revenueParts),
  };
}
