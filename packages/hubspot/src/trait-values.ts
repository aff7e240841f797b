import { isTimeZone, LONGEST_TRAIT } from '@sintonia/spec';

/**
 * Whether an engine would take this trait: it refuses all of a person for one that it would not. No longer text than of names, addresses
 * and the like says something about a person.
 */
export function fitsTrait(trait: string, value: string): boolean {
  const isShort = value.length <= LONGEST_TRAIT && value.isWellFormed();
  return isShort && (trait !== 'timezone' || value === '' || isTimeZone(value));
}
