import { type IdentityObstacle, SintoniaError } from '@sintonia/spec';

const meanings: Record<IdentityObstacle, string> = {
  blocked: 'is a placeholder that names nobody',
  knownPerson: 'is the user id of somebody known, and two known people are never merged',
  otherPerson: 'counts for another person, and two known people are never merged',
  shared: 'is used by several people',
  tooManyDevices: 'would be one device more than a person may have',
  mergedTooOften: 'was merged as often as a device may be',
};

/** What `merge` throws where something stands against it. It names the field, and nobody. */
export function mergeRefused(because: IdentityObstacle, field: 'userId' | 'anonymousId'): SintoniaError {
  const name =
    because === 'blocked'
      ? 'IDENTIFIER_BLOCKED'
      : because === 'tooManyDevices' || because === 'mergedTooOften'
        ? 'IDENTITY_LIMIT'
        : 'IDENTITY_CONFLICT';
  return new SintoniaError(name, `${field} ${meanings[because]}.`, { field, details: { because } });
}
