import { isAnonymous, type JsonObject, type PersonId, type Profile } from '@sintonia/spec';
import { activityOf } from './activity/activity-counts.js';
import type { DerivedState } from './derived-state.js';
import { exactSum } from './exact-sum.js';
import { zoneOf } from './local-time.js';
import { occasionsOf } from './occasions/occasions-of.js';
import type { ComputedTraits } from './traits/computed-traits.js';

/** A profile as it lies in the store, without what its key says already. */
export interface StoredProfile extends JsonObject {
  /** `null` hides what a merged device was told under the name. */
  readonly traits: JsonObject;
  /** As of when traits are so, of those that were told with a time. Removed ones too. Milliseconds since 1970. */
  readonly traitsAsOf?: Readonly<Record<string, number>>;
  readonly counts: Readonly<Record<string, number>>;
  /** See `exactSum`. */
  readonly revenueParts: readonly number[];
  readonly firstSeenAt?: number;
  readonly lastSeenAt?: number;
  /** Absent without signals. */
  readonly derived?: DerivedState;
}

export const emptyProfile: StoredProfile = { traits: {}, counts: {}, revenueParts: [] };

export interface ProfileView {
  readonly anonymousIds: readonly string[];
  readonly computed: ComputedTraits;
  /** Windows and calendars go by this moment. */
  readonly now: number;
}

/** What callers see. What is derived must be current. */
export function profileOf(person: PersonId, stored: StoredProfile, view: ProfileView): Profile {
  const { revenueParts, traits, traitsAsOf: _, derived, ...rest } = stored;
  const { anonymousIds, computed, now } = view;
  const zone = zoneIn([stored]);
  const { birthday } = traits;
  const occasions = occasionsOf({ birthday, firstPurchaseAt: derived?.firstPurchaseAt, now, zone });
  return {
    person,
    ...(isAnonymous(person) ? {} : { userId: person }),
    anonymousIds,
    traits: Object.fromEntries(Object.entries(traits).filter(([, trait]) => trait !== null)),
    ...(rest as Pick<StoredProfile, 'counts' | 'firstSeenAt' | 'lastSeenAt'>),
    revenue: exactSum(revenueParts),
    computed: computed.valuesAt(derived?.traits ?? {}, { now, zone }),
    ...(derived === undefined ? {} : { activity: activityOf(derived.activity, zone) }),
    ...(occasions === undefined ? {} : { occasions }),
  };
}

/** The time zone of a person by the traits of all their ids, the person proper first; UTC when none says. */
export function zoneIn(profiles: readonly (StoredProfile | undefined)[]): string {
  return zoneOf(profiles.find((profile) => profile?.traits.timezone !== undefined)?.traits.timezone);
}
