import type { JsonValue, PersonUpdate } from '@sintonia/spec';
import { messageIdOf } from './message-id.js';
import type { SegmentSettings } from './segment-options.js';

type Naming = Pick<SegmentSettings, 'prefix' | 'flags' | 'ownTraits'>;

/**
 * What we know of a person as an `identify` call of Segment, in JSON.
 *
 * Its `messageId` is made of the person, what is told, and the moment of telling: attempts of one write are the same message to
 * Segment, while who leaves a segment and comes back within a day is told again. Identify calls that repeat do no harm.
 *
 * @param now when it is told. Milliseconds since 1970.
 */
export function identifyCall(
  { person, traits, segments, picks = [] }: PersonUpdate,
  naming: Naming,
  now: number,
): string {
  const { prefix, flags, ownTraits } = naming;
  const members: Record<string, JsonValue> = {
    ...Object.fromEntries(ownTraits.map((name) => [name, null])),
    ...traits,
    [`${prefix}segments`]: segments.toSorted(),
    [`${prefix}picks`]: picks,
    ...Object.fromEntries(flags.map((name) => [`${prefix}${name}`, segments.includes(name)])),
  };
  const call = {
    type: 'identify',
    ...(person.userId === undefined ? { anonymousId: person.anonymousId } : { userId: person.userId }),
    traits: members,
    timestamp: new Date(now).toISOString(),
  };
  return JSON.stringify({ ...call, messageId: messageIdOf(call) });
}

/** Names of traits that every call of {@link identifyCall} writes. */
export function traitNames({ prefix, flags, ownTraits }: Naming): readonly string[] {
  return [...ownTraits, ...['segments', 'picks', ...flags].map((name) => prefix + name)];
}
