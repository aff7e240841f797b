import { assertIdentifier, SintoniaError } from '@sintonia/spec';

/** @throws SINTONIA_INPUT_INVALID that names `field`. */
export function invalid(field: string, must: string): never {
  throw new SintoniaError('INPUT_INVALID', `${field} ${must}.`, { field });
}

/** Refuses fields that the language does not have: a misspelt one would be a condition that is silently not there. */
export function assertFields(node: Record<string, unknown>, field: string, known: readonly string[]): void {
  for (const name of Object.keys(node)) {
    if (!known.includes(name)) invalid(`${field}.${name.slice(0, 64)}`, `is not known. Known are ${known.join(', ')}`);
  }
}

/** A name of a trait, a signal type, a segment: an identifier, and none that could reach an object's prototype. */
export function assertName(value: unknown, field: string): asserts value is string {
  assertIdentifier(value, field);
  if (value === '__proto__') {
    throw new SintoniaError('INPUT_KEY_FORBIDDEN', `${field} must not be __proto__.`, { field });
  }
}

/** A list's elements. @throws SINTONIA_INPUT_INVALID when it is none. */
export function listOf(value: unknown, field: string): readonly unknown[] {
  return Array.isArray(value) ? value : invalid(field, 'must be a list');
}
