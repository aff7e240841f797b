import { createHash } from 'node:crypto';
import type { PersonId } from '@sintonia/spec';

/** Chance that is the same for the same engine, person and moment: a whole number from 0 to 2³² − 1. */
export function seedOf(seed: number, person: PersonId, now: number): number {
  return createHash('sha256')
    .update(JSON.stringify([seed, person, now]))
    .digest()
    .readUInt32LE();
}
