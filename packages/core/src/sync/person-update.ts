import { createHash } from 'node:crypto';
import type { JsonValue, Membership, PersonUpdate, Profile } from '@sintonia/spec';

/** What is told of somebody: the named traits as far as they are known, the segments, the picks. */
export function personUpdate(
  person: PersonUpdate['person'],
  { traits, computed }: Profile,
  known: {
    readonly names: readonly string[];
    readonly memberships: readonly Membership[];
    readonly picks?: readonly string[];
  },
): PersonUpdate {
  const named: [string, JsonValue][] = [];
  for (const name of known.names) {
    const value = factNamed(traits, name) ?? factNamed(computed, name);
    if (value !== undefined) named.push([name, value]);
  }
  return {
    person,
    traits: Object.fromEntries(named),
    segments: [...new Set(known.memberships.map(({ segment }) => segment))].toSorted(),
    ...(known.picks && { picks: known.picks }),
  };
}

/** Whether two updates say the same. */
export function fingerprint(update: PersonUpdate): string {
  return createHash('sha256').update(JSON.stringify(update)).digest('base64url');
}

function factNamed(facts: object, name: string): JsonValue | undefined {
  return Object.hasOwn(facts, name) ? (facts as Record<string, JsonValue | undefined>)[name] : undefined;
}
