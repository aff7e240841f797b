import { isAnonymous, type JsonObject, type PersonId, type Profile } from '@sintonia/spec';

/** A profile as it lies in the store, without what its key says already. */
export interface StoredProfile extends JsonObject {
  readonly anonymousIds: readonly string[];
  readonly traits: JsonObject;
  readonly counts: Readonly<Record<string, number>>;
  readonly revenue: number;
  readonly firstSeenAt?: number;
  readonly lastSeenAt?: number;
}

export const emptyProfile: StoredProfile = { anonymousIds: [], traits: {}, counts: {}, revenue: 0 };

export function profileOf(person: PersonId, stored: StoredProfile | undefined): Profile {
  return {
    person,
    ...(isAnonymous(person) ? {} : { userId: person }),
    ...(stored ?? emptyProfile),
  };
}
