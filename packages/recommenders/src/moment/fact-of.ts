import type { JsonObject } from '@sintonia/spec';

/** What is longer is no name of anything. */
const LONGEST = 200;

/** A fact by name, as text: of texts, numbers, true and false. Undefined for all else. */
export function factOf(facts: object | undefined, name: string): string | undefined {
  const value = facts && Object.hasOwn(facts, name) ? (facts as JsonObject)[name] : undefined;
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  const text = String(value);
  return text === '' || text.length > LONGEST ? undefined : text;
}
