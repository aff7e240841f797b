import { isAnonymous, type JsonObject, type PersonId, type Profile } from '@sintonia/spec';
import { exactSum } from './exact-sum.js';

/** A profile as it lies in the store, without what its key says already. */
export interface StoredProfile extends JsonObject {
  readonly anonymousIds: readonly string[];
  readonly traits: JsonObject;
  readonly counts: Readonly<Record<string, number>>;
  /** See `exactSum`. */
  readonly revenueParts: readonly number[];
  readonly firstSeenAt?: number;
  readonly lastSeenAt?: number;
}

export const emptyProfile: StoredProfile = { anonymousIds: [], traits: {}, counts: {}, revenueParts: [] };

export function profileOf(person: PersonId, stored: StoredProfile | undefined): Profile {
  const { revenueParts, ...rest } = stored ?? emptyProfile;
  return {
    person,
    ...(isAnonymous(person) ? {} : { userId: person }),
    ...(rest as Omit<StoredProfile, 'revenueParts'> & typeof emptyProfile),
    revenue: exactSum(revenueParts),
  };
}
