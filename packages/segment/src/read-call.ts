import {
  assertIdentifier,
  type PersonReference,
  personOf,
  readJsonObject,
  readMoment,
  readObject,
  readOneOf,
  SintoniaError,
  type TrackingCall,
  type TrackingKind,
  trackingKinds,
} from '@sintonia/spec';

/** What Segment sent: a call of its tracking API, or that somebody is to be forgotten. */
export type SegmentEvent =
  | { readonly kind: TrackingKind; readonly call: TrackingCall }
  | { readonly kind: 'delete'; readonly person: PersonReference; readonly at: number | undefined };

const ids = ['messageId', 'userId', 'anonymousId', 'event', 'name', 'category', 'groupId', 'previousId'] as const;

/**
 * An event as Segment sends it. What else stands in it is left alone, and `null` counts as absent.
 *
 * @param place where it stands, such as `[3]`; empty for one alone.
 * @throws SINTONIA_INPUT_*, SINTONIA_PERSON_MISSING; `field` names the member.
 */
export function readEvent(input: unknown, place: string): SegmentEvent {
  const members = readObject(input, place === '' ? 'payload' : place);
  const at = (name: string) => (place === '' ? name : `${place}.${name}`);
  const given = (name: string) => (Object.hasOwn(members, name) ? (members[name] ?? undefined) : undefined);

  const kind = readOneOf(given('type'), at('type'), [...trackingKinds, 'delete']);
  const texts: Partial<Record<(typeof ids)[number], string>> = {};
  for (const name of ids) {
    const value = given(name);
    // A page without a name has an empty one.
    if (value === undefined || value === '') continue;
    assertIdentifier(value, at(name));
    texts[name] = value;
  }
  const person = { userId: texts.userId, anonymousId: texts.anonymousId };
  assertPerson(person, at);
  const moment = (name: string) => (given(name) === undefined ? undefined : readMoment(given(name), at(name)));
  const timestamp = moment('timestamp') ?? moment('originalTimestamp') ?? moment('receivedAt');
  if (kind === 'delete') return { kind, person, at: timestamp };

  const object = (name: string) => (given(name) === undefined ? undefined : readJsonObject(given(name), at(name)));
  const call: TrackingCall = {
    ...texts,
    timestamp,
    context: given('context'),
    properties: object('properties'),
    traits: object('traits'),
  };
  return { kind, call };
}

function assertPerson(person: PersonReference, at: (name: string) => string): void {
  try {
    personOf(person);
  } catch (error) {
    const isMissing = person.userId === undefined && person.anonymousId === undefined;
    const field = at('userId');
    throw isMissing
      ? new SintoniaError('PERSON_MISSING', `Neither ${field} nor anonymousId is given.`, { field })
      : new SintoniaError('INPUT_INVALID', `${field} must not start with "~".`, { field, cause: error });
  }
}

/** A member of what may be an event, as it stands there. */
export function saidOf(event: unknown, name: 'type' | 'event' | 'messageId'): unknown {
  if (typeof event !== 'object' || event === null || !Object.hasOwn(event, name)) return undefined;
  return (event as Record<string, unknown>)[name];
}
